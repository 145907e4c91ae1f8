-- How offers were seen (NULL: read), which offers a visited page held, what a problem is proven by.
ALTER TABLE sighting ADD COLUMN how TEXT;
ALTER TABLE sealed_sighting ADD COLUMN how TEXT;

ALTER TABLE problem ADD COLUMN capture TEXT;

-- `at` in epoch microseconds; `leads` says whether the page led anywhere.
ALTER TABLE visit ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit ADD COLUMN leads INTEGER NOT NULL DEFAULT 0;
UPDATE visit SET at = 1000000 * ifnull(CAST(strftime('%s', json_extract(document, '$.at')) AS INTEGER), 0);
CREATE INDEX visit_by_time ON visit (at);
CREATE INDEX visit_with_leads ON visit (site) WHERE leads;
CREATE TABLE visit_offer (
    offer TEXT NOT NULL,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (offer, site, url)
) WITHOUT ROWID;
CREATE INDEX visit_offer_by_page ON visit_offer (site, url);
