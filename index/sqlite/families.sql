-- Version 6. Which offers are alike, and what says that an ad is gone.
ALTER TABLE event ADD COLUMN reason TEXT;
ALTER TABLE event ADD COLUMN confidence REAL;
ALTER TABLE sealed_event ADD COLUMN reason TEXT;
ALTER TABLE sealed_event ADD COLUMN confidence REAL;
ALTER TABLE offer ADD COLUMN family TEXT;
ALTER TABLE offer ADD COLUMN arrival TEXT;
CREATE INDEX offer_by_family ON offer (family);

-- What prints are made with. Old ones are no longer used, and go when all kin under them is erased.
CREATE TABLE print_tables (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    current INTEGER NOT NULL,
    old INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE UNIQUE INDEX print_tables_by_id ON print_tables (id) WHERE NOT old;

-- An offer's place among all. `print` is JSON without keys and words; these are numbers of eight
-- and of four bytes, the least byte first.
CREATE TABLE kin (
    n INTEGER PRIMARY KEY,
    offer TEXT NOT NULL,
    tables INTEGER NOT NULL,
    base TEXT NOT NULL,
    family TEXT NOT NULL,
    print TEXT NOT NULL,
    keys BLOB NOT NULL,
    words BLOB NOT NULL
);
CREATE UNIQUE INDEX kin_of_offer ON kin (offer, tables);
CREATE INDEX kin_of_base ON kin (tables, base);

-- Of each kin its keys, of which two tell that another may be like it, and its marks, of which one
-- does: see prints.py.
CREATE TABLE print_key (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE print_mark (
    mark INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (mark, n)
) WITHOUT ROWID;
-- The same of those that came last, and how many these are: see hashes.py.
CREATE TABLE print_key_0 (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE print_mark_0 (
    mark INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (mark, n)
) WITHOUT ROWID;
CREATE TABLE print_key_1 (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE print_mark_1 (
    mark INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (mark, n)
) WITHOUT ROWID;
CREATE TABLE print_level (
    level INTEGER PRIMARY KEY,
    hashes INTEGER NOT NULL
);

CREATE TABLE link (
    id TEXT PRIMARY KEY,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_of_one ON link (one);
CREATE INDEX link_of_other ON link (other);

CREATE TABLE family (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    leads INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX family_by_size ON family (size DESC, id) WHERE NOT leads;

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    at INTEGER NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX decision_of_one ON decision (one);
CREATE INDEX decision_of_other ON decision (other);
CREATE TABLE ruling (
    contact TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
