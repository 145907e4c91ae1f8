-- Version 8. Of the last level a key has one row, with the numbers of all kin that have it: see
-- hashes.py. What was there comes back from the level before.
INSERT OR IGNORE INTO print_key_1 SELECT key, n FROM print_key ORDER BY 1, 2;
INSERT INTO print_level (level, hashes) SELECT 1, count(*) FROM print_key WHERE true
    ON CONFLICT DO UPDATE SET hashes = hashes + excluded.hashes;
DROP TABLE print_key;
CREATE TABLE print_key (
    key INTEGER PRIMARY KEY,
    rows BLOB NOT NULL
);
