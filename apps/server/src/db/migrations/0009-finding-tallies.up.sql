-- How many findings there are of each sort, kept by whoever writes a finding, in the same transaction: boards and
-- totals are read from a few hundred rows however long the ledger is.
CREATE TABLE finding_tallies (
  district_id uuid NOT NULL REFERENCES districts (id),
  street_id uuid NOT NULL,
  stream text NOT NULL,
  stage text NOT NULL,
  holder text NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (district_id, street_id, stream, stage, holder),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id)
);
SELECT protect_by_district('finding_tallies', rights => 'SELECT, INSERT, UPDATE');

-- Stays so to the end of the transaction: a restore that takes this step goes on to load every district.
SET LOCAL app.every_district = 'yes';
INSERT INTO finding_tallies (district_id, street_id, stream, stage, holder, count)
  SELECT district_id, street_id, stream, stage, holder, count(*)
  FROM findings GROUP BY district_id, street_id, stream, stage, holder;

-- Which are overdue changes by itself with the time, so it is counted: from the index alone.
DROP INDEX findings_due;
CREATE INDEX findings_due ON findings (district_id, due_at) INCLUDE (street_id, stream, stage)
  WHERE due_at IS NOT NULL AND holder = 'unit';
-- The list by due time.
CREATE INDEX findings_by_due ON findings (district_id, due_at, id DESC);
-- What a unit sees: what it leads, what it assists with, what its people reported.
CREATE INDEX findings_by_assisting ON findings USING gin (assisting_ids);
CREATE INDEX findings_by_reporter ON findings (district_id, reported_by);
