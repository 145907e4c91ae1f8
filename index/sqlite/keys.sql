-- Version 7. Of a key its table holds 47 bits, in six bytes instead of eight: see hashes.py.
CREATE TABLE short_key_0 (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
INSERT INTO short_key_0 SELECT DISTINCT key & 140737488355327, n FROM print_key_0 ORDER BY 1, 2;
DROP TABLE print_key_0;
ALTER TABLE short_key_0 RENAME TO print_key_0;
CREATE TABLE short_key_1 (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
INSERT INTO short_key_1 SELECT DISTINCT key & 140737488355327, n FROM print_key_1 ORDER BY 1, 2;
DROP TABLE print_key_1;
ALTER TABLE short_key_1 RENAME TO print_key_1;
CREATE TABLE short_key (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
INSERT INTO short_key SELECT DISTINCT key & 140737488355327, n FROM print_key ORDER BY 1, 2;
DROP TABLE print_key;
ALTER TABLE short_key RENAME TO print_key;
