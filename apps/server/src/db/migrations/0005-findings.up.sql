-- Findings: what was seen, who has to put it right, and how far it is. The record holds the whole finding as the
-- domain knows it; the columns beside it are taken from it at every save, for lists, boards and maps.

-- Whose account it is: one person stands in units by the posts held, and never judges the work of these.
ALTER TABLE accounts ADD COLUMN person_id uuid;
ALTER TABLE accounts ADD CONSTRAINT accounts_person_known
  FOREIGN KEY (district_id, person_id) REFERENCES people (district_id, id);

CREATE TABLE findings (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- 一件一号, given when it is filed.
  number integer,
  stage text NOT NULL CHECK (stage IN (
    'reported', 'filed', 'dispatched', 'planned', 'measures-filed', 'measures-passed', 'closed', 'suspended',
    'void', 'merged'
  )),
  -- Who has to move next.
  holder text NOT NULL CHECK (holder IN ('office', 'unit', 'supervision', 'nobody')),
  asked text CHECK (asked IN ('return', 'hand-over', 'extension', 'suspension', 'split', 'void')),
  kind text NOT NULL,
  stream text NOT NULL CHECK (stream IN ('greening', 'clean-up', 'dossier', 'publicity')),
  severity text NOT NULL CHECK (severity IN ('minor', 'ordinary', 'major')),
  urgent boolean NOT NULL,
  site_id uuid,
  street_id uuid NOT NULL,
  owner_unit_id uuid,
  -- The unit that leads, and those that assist.
  unit_id uuid,
  assisting_ids uuid[] NOT NULL,
  lon double precision,
  lat double precision,
  -- Pairs of neighbouring characters of number, address and words: the only index that finds two Chinese characters.
  grams text[] NOT NULL,
  first_photo uuid,
  reported_by uuid NOT NULL,
  visit_id uuid,
  found_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  dispatched_at timestamptz,
  -- When the unit's time is used up; null while its clock is paused with time left, or has not begun.
  due_at timestamptz,
  -- The unit used more time than it had.
  late boolean NOT NULL,
  closed_at timestamptz,
  rework integer NOT NULL,
  reopened integer NOT NULL,
  returned integer NOT NULL,
  extended integer NOT NULL,
  -- SHA-256 of the report as it was sent, by which the same one sent again is known.
  report_hash bytea NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  FOREIGN KEY (district_id, owner_unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  CONSTRAINT findings_number_taken UNIQUE (district_id, number)
);
SELECT protect_by_district('findings', rights => 'SELECT, INSERT, UPDATE');
CREATE INDEX findings_newest ON findings (district_id, found_at DESC, id DESC);
CREATE INDEX findings_by_stage ON findings (district_id, stage, found_at DESC, id DESC);
CREATE INDEX findings_by_street ON findings (district_id, street_id, stage, found_at DESC);
CREATE INDEX findings_by_unit ON findings (district_id, unit_id, stage, found_at DESC);
CREATE INDEX findings_by_site ON findings (district_id, site_id);
CREATE INDEX findings_due ON findings (district_id, due_at) WHERE due_at IS NOT NULL AND holder = 'unit';
CREATE INDEX findings_by_place ON findings (district_id, kind, lon, lat);
CREATE INDEX findings_by_grams ON findings USING gin (grams);

-- The register of numbers of a district: the next one, given out under a lock, so that none is skipped or repeated.
CREATE TABLE finding_registers (
  district_id uuid NOT NULL REFERENCES districts (id),
  next_number integer NOT NULL,
  PRIMARY KEY (district_id)
);
SELECT protect_by_district('finding_registers', rights => 'SELECT, INSERT, UPDATE');

-- The history of one thing is read on its page.
CREATE INDEX journal_of_thing ON journal (district_id, what, seq);
