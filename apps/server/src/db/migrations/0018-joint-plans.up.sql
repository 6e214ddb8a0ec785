-- Joint plans of findings that need several departments (协调件): at most one of each finding.

CREATE TABLE joint_plans (
  district_id uuid NOT NULL REFERENCES districts (id),
  finding_id uuid NOT NULL,
  stage text NOT NULL,
  unit_id uuid NOT NULL,
  assisting_ids uuid[] NOT NULL,
  shares jsonb NOT NULL,
  replies jsonb NOT NULL,
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  -- Why the office approved it, where a unit had not confirmed.
  approved_words text,
  PRIMARY KEY (district_id, finding_id),
  FOREIGN KEY (district_id, finding_id) REFERENCES findings (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id)
);
-- What still waits for somebody.
CREATE INDEX joint_plans_proposed ON joint_plans (district_id, written_at) WHERE stage = 'proposed';
SELECT protect_by_district('joint_plans', rights => 'SELECT, INSERT, UPDATE');

-- What one account did, the latest first (已办).
CREATE INDEX journal_by_whom ON journal (district_id, who, seq);
