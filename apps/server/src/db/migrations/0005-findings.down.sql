DROP INDEX journal_of_thing;
DROP TABLE finding_registers;
DROP TABLE findings;
ALTER TABLE accounts DROP CONSTRAINT accounts_person_known;
ALTER TABLE accounts DROP COLUMN person_id;
