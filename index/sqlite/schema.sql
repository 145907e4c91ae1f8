-- Version 1. Times in columns that a query can name are epoch milliseconds, as in every home of
-- the index; all other times are epoch microseconds, as exact as Python's.

-- What a search filters and sorts by: narrow, so that reading it touches few pages.
CREATE TABLE offer (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    speaker TEXT,
    status TEXT NOT NULL,
    language TEXT,
    site_country TEXT,
    url TEXT,
    key TEXT,
    price REAL,
    price_max REAL,
    published INTEGER,
    valid_until INTEGER,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    gone_since INTEGER,
    has_title INTEGER NOT NULL,
    has_text INTEGER NOT NULL,
    has_employer INTEGER NOT NULL,
    has_place INTEGER NOT NULL
);
CREATE INDEX offer_by_site ON offer (site, status);
CREATE INDEX offer_by_first_seen ON offer (first_seen DESC, id);
CREATE INDEX offer_by_last_seen ON offer (last_seen DESC, id);
CREATE INDEX offer_by_published ON offer (published DESC, id);

-- Fields of which an offer may have several values.
CREATE TABLE keyword (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (field, value, n)
) WITHOUT ROWID;
CREATE INDEX keyword_of_offer ON keyword (n);

-- What is written at every sighting.
CREATE TABLE life (
    n INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    life TEXT NOT NULL
);
CREATE INDEX life_by_expiry ON life (expires);

-- What is written when the ad changed. `digest` is of the document; the others are folded tokens.
CREATE TABLE document (
    n INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,
    document TEXT NOT NULL,
    title TEXT,
    text TEXT,
    employer TEXT,
    place TEXT
);
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, employer, place,
    content = 'document', content_rowid = 'n',
    -- Whatever is not ASCII is part of a word here; '+#' are the signs that folding leaves in words.
    tokenize = "ascii tokenchars '+#'"
);

-- Events that no watcher has taken.
CREATE TABLE pending (
    run TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;
CREATE INDEX pending_of_offer ON pending (n);

CREATE TABLE version (
    id TEXT PRIMARY KEY,
    offer TEXT NOT NULL,
    previous TEXT,
    run TEXT NOT NULL,
    seen INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX version_of_offer ON version (offer, seen);

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    offer TEXT NOT NULL,
    version TEXT NOT NULL,
    run TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    occasion TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX event_of_offer ON event (offer, at);
CREATE INDEX event_of_run ON event (run, at);

-- One row for each time an offer was seen: by far the most rows, so names of runs and versions
-- are numbers here.
CREATE TABLE name (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE sighting (
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    run INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (n, at, run, version)
) WITHOUT ROWID;

-- Lives that nobody may see, and wordings that only look like their open versions.
CREATE TABLE sealed_offer (
    id TEXT PRIMARY KEY,
    protects TEXT NOT NULL,
    site TEXT NOT NULL,
    status TEXT NOT NULL,
    expires INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    life TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sealed_offer_by_site ON sealed_offer (site, status);
CREATE INDEX sealed_offer_by_expiry ON sealed_offer (expires);
CREATE TABLE sealed_version (
    id TEXT PRIMARY KEY,
    offer TEXT NOT NULL,
    protects TEXT NOT NULL,
    previous TEXT,
    run TEXT NOT NULL,
    seen INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX sealed_version_of_offer ON sealed_version (offer, seen);
CREATE TABLE sealed_event (
    id TEXT PRIMARY KEY,
    offer TEXT NOT NULL,
    version TEXT NOT NULL,
    run TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    occasion TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sealed_event_of_offer ON sealed_event (offer);
CREATE TABLE sealed_sighting (
    offer TEXT NOT NULL,
    at INTEGER NOT NULL,
    run TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (offer, at, run, version)
) WITHOUT ROWID;

-- Offers that were erased and must not come back.
CREATE TABLE tombstone (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    started INTEGER NOT NULL,
    living INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX run_by_start ON run (started DESC, id DESC);
CREATE INDEX run_by_site ON run (site, started DESC, id DESC);
CREATE TABLE problem (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE visit (
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (site, url)
) WITHOUT ROWID;
CREATE INDEX visit_by_url ON visit (url);

CREATE TABLE rule_match (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    offer TEXT NOT NULL,
    at INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX match_of_rule ON rule_match (rule, at);
CREATE INDEX match_of_offer ON rule_match (offer);
-- Which mailing tells whom of which match. NULL: none does yet.
CREATE TABLE recipient (
    match TEXT NOT NULL,
    recipient TEXT NOT NULL,
    rule TEXT NOT NULL,
    mailing TEXT,
    PRIMARY KEY (match, recipient)
) WITHOUT ROWID;
CREATE INDEX recipient_unmailed ON recipient (rule, recipient) WHERE mailing IS NULL;
CREATE INDEX recipient_of_mailing ON recipient (mailing);
CREATE TABLE mailing (
    id TEXT PRIMARY KEY,
    made INTEGER NOT NULL,
    state TEXT NOT NULL,
    message BLOB NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX mailing_by_state ON mailing (state, made);
CREATE TABLE mailing_offer (
    offer TEXT NOT NULL,
    mailing TEXT NOT NULL,
    PRIMARY KEY (offer, mailing)
) WITHOUT ROWID;
CREATE TABLE attempt (
    mailing TEXT NOT NULL,
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (mailing, number)
) WITHOUT ROWID;
CREATE TABLE rule (
    rule TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    since INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    document TEXT NOT NULL
);
