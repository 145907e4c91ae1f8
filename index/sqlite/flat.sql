-- Version 2. How offers were made flat when they were indexed: see `index.sqlite.reindex`.
CREATE TABLE flat (fingerprint TEXT NOT NULL);
