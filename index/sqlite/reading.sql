-- Version 5. Numbers that follow from what an offer says, and what read it. Offers are indexed anew
-- for them.
ALTER TABLE offer ADD COLUMN pay REAL;
ALTER TABLE offer ADD COLUMN fee REAL;
ALTER TABLE offer ADD COLUMN deposit REAL;
ALTER TABLE offer ADD COLUMN fare REAL;
ALTER TABLE offer ADD COLUMN hours_day REAL;
ALTER TABLE offer ADD COLUMN hours_week REAL;
ALTER TABLE offer ADD COLUMN days_week REAL;
ALTER TABLE offer ADD COLUMN duration REAL;
ALTER TABLE offer ADD COLUMN seats REAL;
ALTER TABLE offer ADD COLUMN rank REAL;
ALTER TABLE offer ADD COLUMN extractor TEXT;
CREATE INDEX offer_by_rank ON offer (rank DESC, id);
