-- Lists, boards and maps run over the findings' columns; what they never look at stands in a table of its own, so that
-- four times as many findings fit on a page and the ledger of years fits into memory.
CREATE TABLE finding_records (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  -- The whole finding as the domain knows it.
  record jsonb NOT NULL,
  -- No foreign key: its check would be planned while there are few findings, and would read all of them ever after.
  -- Both rows are written by one verb, in one transaction.
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('finding_records', rights => 'SELECT, INSERT, UPDATE');

-- Stays so to the end of the transaction: a restore that takes this step goes on to load every district.
SET LOCAL app.every_district = 'yes';
INSERT INTO finding_records (district_id, id, record) SELECT district_id, id, record FROM findings;

-- What a search reads.
ALTER TABLE findings ADD COLUMN address text NOT NULL DEFAULT '', ADD COLUMN words text NOT NULL DEFAULT '';
ALTER TABLE findings ALTER COLUMN address DROP DEFAULT, ALTER COLUMN words DROP DEFAULT;
ALTER TABLE findings
  ALTER COLUMN address TYPE text USING coalesce(record->>'address', ''), ALTER COLUMN words TYPE text USING coalesce(record->>'words', '');
ALTER TABLE findings DROP COLUMN record;

-- The indices of a period.
CREATE INDEX findings_by_receipt ON findings (district_id, received_at);
CREATE INDEX findings_by_dispatch ON findings (district_id, dispatched_at) WHERE dispatched_at IS NOT NULL;

-- The map counts a box from the index alone. It serves the likely duplicates too: their box is a few metres wide.
DROP INDEX findings_by_place;
CREATE INDEX findings_by_place ON findings (district_id, lon, lat) INCLUDE (kind, stage, holder, due_at);
CREATE INDEX findings_unplaced ON findings (district_id) WHERE lon IS NULL;

-- Rewrites the table without the column that has gone.
CLUSTER findings USING findings_newest;
ALTER TABLE findings SET WITHOUT CLUSTER;

-- The same as journal_what.
DROP INDEX journal_of_thing;
