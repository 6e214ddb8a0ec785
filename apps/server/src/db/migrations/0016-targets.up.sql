-- Targets that the city sets, broken down to streets and named projects, with their progress. Amounts are whole
-- thousandths of the target's unit, so that sums are exact.

-- Kinds beside those that the program ships.
CREATE TABLE target_kinds (
  district_id uuid NOT NULL REFERENCES districts (id),
  id text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  garden text CHECK (garden IN ('unit', 'residential')),
  PRIMARY KEY (district_id, id),
  CONSTRAINT target_kinds_name_taken UNIQUE (district_id, name)
);
SELECT protect_by_district('target_kinds', rights => 'SELECT, INSERT');

CREATE TABLE targets (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  starts_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on >= starts_on),
  source text NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT targets_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('targets', rights => 'SELECT, INSERT, UPDATE');

-- A street's share or a named project. A project lies in a street, or is the district's own.
CREATE TABLE target_parts (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  target_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('street', 'project')),
  name text NOT NULL,
  street_id uuid,
  unit_id uuid,
  planned bigint NOT NULL CHECK (planned > 0),
  -- Decides the green rate that a garden-style place has to reach.
  build text CHECK (build IN ('new', 'existing', 'renewed')),
  green_rate double precision CHECK (green_rate BETWEEN 0 AND 100),
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, target_id) REFERENCES targets (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  CONSTRAINT target_parts_place CHECK (kind = 'project' OR street_id IS NOT NULL),
  CONSTRAINT target_parts_name CHECK ((kind = 'project') = (name <> ''))
);
SELECT protect_by_district('target_parts', rights => 'SELECT, INSERT, UPDATE, DELETE');
CREATE UNIQUE INDEX target_parts_street_taken ON target_parts (district_id, target_id, street_id) WHERE kind = 'street';
CREATE UNIQUE INDEX target_parts_project_taken ON target_parts (district_id, target_id, name) WHERE kind = 'project';

-- Append-only: a mistake is taken back by an entry below zero.
CREATE TABLE target_progress (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  part_id uuid NOT NULL,
  -- Built: what was added. Visible: all that an image of the day shows.
  figure text NOT NULL CHECK (figure IN ('built', 'visible')),
  on_day date NOT NULL,
  amount bigint NOT NULL,
  words text NOT NULL,
  photo_ids uuid[] NOT NULL,
  reported_by uuid NOT NULL,
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, part_id) REFERENCES target_parts (district_id, id),
  FOREIGN KEY (district_id, reported_by) REFERENCES accounts (district_id, id),
  CONSTRAINT target_progress_visible CHECK (figure = 'built' OR amount >= 0),
  CONSTRAINT target_progress_evidence CHECK (words <> '' OR cardinality(photo_ids) > 0)
);
SELECT protect_by_district('target_progress', rights => 'SELECT, INSERT');
CREATE INDEX target_progress_of_part ON target_progress (district_id, part_id, figure, on_day);
