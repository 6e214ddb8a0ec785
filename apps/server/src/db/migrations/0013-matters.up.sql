-- Meetings and the matters that were given out: decisions, commitments, leaders' decisions, orders.

CREATE TABLE meetings (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  title text NOT NULL,
  held_on date NOT NULL,
  place text NOT NULL,
  attendees text NOT NULL,
  agenda jsonb NOT NULL,
  words text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('meetings', rights => 'SELECT, INSERT');

CREATE TABLE matters (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  stage text NOT NULL,
  title text NOT NULL,
  words text NOT NULL,
  unit_id uuid NOT NULL,
  assisting_ids uuid[] NOT NULL,
  due_on date NOT NULL,
  meeting_id uuid,
  finding_id uuid,
  steps jsonb NOT NULL,
  given_by uuid NOT NULL,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, meeting_id) REFERENCES meetings (district_id, id),
  FOREIGN KEY (district_id, finding_id) REFERENCES findings (district_id, id)
);
CREATE INDEX matters_due ON matters (district_id, stage, due_on);
CREATE INDEX matters_unit ON matters (district_id, unit_id);
SELECT protect_by_district('matters', rights => 'SELECT, INSERT, UPDATE');
