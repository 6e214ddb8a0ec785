-- Papers of the campaign office, the register of their numbers, templates and settings as the district has them.

CREATE TABLE papers (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  stage text NOT NULL,
  title text NOT NULL,
  addressed text NOT NULL,
  copies text NOT NULL,
  batch integer,
  unit_id uuid,
  finding_ids uuid[] NOT NULL,
  filling jsonb NOT NULL,
  counted_at timestamptz NOT NULL,
  steps jsonb NOT NULL,
  mark text,
  year integer,
  number integer,
  number_text text,
  template_version integer,
  file_blob text,
  drafted_by uuid NOT NULL,
  drafted_at timestamptz NOT NULL,
  issued_at timestamptz,
  PRIMARY KEY (district_id, id),
  CONSTRAINT papers_number_once UNIQUE (district_id, mark, year, number),
  CONSTRAINT papers_issued_whole CHECK (
    (stage = 'issued') = (number IS NOT NULL AND file_blob IS NOT NULL AND issued_at IS NOT NULL)
  )
);
CREATE INDEX papers_newest ON papers (district_id, drafted_at DESC, id DESC);
CREATE INDEX papers_batch ON papers (district_id, batch) WHERE batch IS NOT NULL;
SELECT protect_by_district('papers', rights => 'SELECT, INSERT, UPDATE');

-- What is issued stays as it is, whoever asks.
CREATE OR REPLACE FUNCTION keep_issued_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an issued paper never changes' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER issued_stays BEFORE UPDATE OR DELETE ON papers
  FOR EACH ROW WHEN (OLD.stage = 'issued') EXECUTE FUNCTION keep_issued_paper();

-- The last number of each mark and year. Taken in the transaction that issues, so that none is lost or given twice.
CREATE TABLE paper_numbers (
  district_id uuid NOT NULL REFERENCES districts (id),
  mark text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (district_id, mark, year)
);
SELECT protect_by_district('paper_numbers', rights => 'SELECT, INSERT, UPDATE');

CREATE TABLE paper_templates (
  district_id uuid NOT NULL REFERENCES districts (id),
  kind text NOT NULL,
  version integer NOT NULL,
  file_name text NOT NULL,
  file_blob text NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, kind, version)
);
SELECT protect_by_district('paper_templates', rights => 'SELECT, INSERT');

CREATE TABLE paper_settings (
  district_id uuid NOT NULL REFERENCES districts (id),
  version integer NOT NULL,
  settings jsonb NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, version)
);
SELECT protect_by_district('paper_settings', rights => 'SELECT, INSERT');
