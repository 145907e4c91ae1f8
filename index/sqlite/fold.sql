-- Version 2. How text was folded when it was indexed: see `index.sqlite.refold`.
CREATE TABLE fold (fingerprint TEXT NOT NULL);
