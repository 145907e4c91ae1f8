-- Who may use what, one at a time, between processes: see offers/lease.py.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    document TEXT NOT NULL
) WITHOUT ROWID;
