SET LOCAL app.every_district = 'yes';
CREATE INDEX journal_of_thing ON journal (district_id, what, seq);
DROP INDEX findings_unplaced;
DROP INDEX findings_by_place;
CREATE INDEX findings_by_place ON findings (district_id, kind, lon, lat);
DROP INDEX findings_by_dispatch;
DROP INDEX findings_by_receipt;
ALTER TABLE findings ADD COLUMN record jsonb;
UPDATE findings SET record = r.record FROM finding_records r
  WHERE r.district_id = findings.district_id AND r.id = findings.id;
ALTER TABLE findings ALTER COLUMN record SET NOT NULL;
ALTER TABLE findings DROP COLUMN address, DROP COLUMN words;
DROP TABLE finding_records;
