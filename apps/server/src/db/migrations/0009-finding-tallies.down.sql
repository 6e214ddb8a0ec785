DROP INDEX findings_by_reporter;
DROP INDEX findings_by_assisting;
DROP INDEX findings_by_due;
DROP INDEX findings_due;
CREATE INDEX findings_due ON findings (district_id, due_at) WHERE due_at IS NOT NULL AND holder = 'unit';
DROP TABLE finding_tallies;
