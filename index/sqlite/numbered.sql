-- Version 9. Wordings and events belong to the number of their offer's row, and a sighting names the
-- number of its wording: what new offers bring stands at the end, where ids would be spread over as
-- many pages as a batch has offers. `name` is of runs alone.
CREATE TABLE wording (
    number INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    previous TEXT,
    run TEXT NOT NULL,
    seen INTEGER NOT NULL,
    document TEXT NOT NULL
);
INSERT INTO wording
    SELECT version.rowid, offer.n, version.id, previous, run, seen, document
    FROM version JOIN offer ON offer.id = version.offer ORDER BY version.rowid;
DROP TABLE version;
ALTER TABLE wording RENAME TO version;
CREATE UNIQUE INDEX version_of_offer ON version (n, id);

CREATE TABLE happening (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    run TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    occasion TEXT NOT NULL,
    reason TEXT,
    confidence REAL,
    PRIMARY KEY (n, id)
) WITHOUT ROWID;
INSERT INTO happening
    SELECT offer.n, event.id, version, run, kind, at, occasion, reason, confidence
    FROM event JOIN offer ON offer.id = event.offer ORDER BY 1, 2;
DROP TABLE event;
ALTER TABLE happening RENAME TO event;
CREATE INDEX event_of_run ON event (run, at);

CREATE TABLE seen (
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    run INTEGER NOT NULL,
    version INTEGER NOT NULL,
    how TEXT,
    PRIMARY KEY (n, at, run, version)
) WITHOUT ROWID;
INSERT INTO seen
    SELECT sighting.n, at, sighting.run, version.number, how FROM sighting
    LEFT JOIN name ON name.n = sighting.version
    LEFT JOIN version ON version.n = sighting.n AND version.id = name.name
    ORDER BY 1, 2, 3, 4;
DROP TABLE sighting;
ALTER TABLE seen RENAME TO sighting;
DELETE FROM name WHERE n NOT IN (SELECT run FROM sighting);
