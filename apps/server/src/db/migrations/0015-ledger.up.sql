-- The ledger of lost points. Its entries are reckoned at every reading; only what nobody can reckon again is kept.

-- Version 0 stays in the program; each change is a whole new version beside the others.
CREATE TABLE ledger_rules (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  note text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT ledger_rules_version_taken UNIQUE (district_id, version)
);
SELECT protect_by_district('ledger_rules', rights => 'SELECT, INSERT');

-- The ledger as it stood when a day ended.
CREATE TABLE ledger_snapshots (
  district_id uuid NOT NULL REFERENCES districts (id),
  day date NOT NULL,
  pack_key text NOT NULL,
  pack_version integer NOT NULL,
  rules_version integer NOT NULL,
  entries jsonb NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, day)
);
SELECT protect_by_district('ledger_snapshots', rights => 'SELECT, INSERT');

-- An appeal names an entry by what it is made of: a finding and a row of the pack.
CREATE TABLE ledger_appeals (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  finding_id uuid NOT NULL,
  row_id text NOT NULL,
  charged_kind text NOT NULL CHECK (charged_kind IN ('unit', 'street')),
  charged_id uuid NOT NULL,
  currency text NOT NULL CHECK (currency IN ('points', 'items', 'vetoes')),
  -- Millionths that it was charged with at the time.
  micro_then bigint NOT NULL,
  reason text NOT NULL,
  appealed_by uuid NOT NULL,
  appealed_at timestamptz NOT NULL,
  upheld boolean,
  words text,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, finding_id) REFERENCES findings (district_id, id),
  CONSTRAINT ledger_appeals_decided CHECK ((upheld IS NULL) = (decided_at IS NULL) AND (words IS NULL) = (decided_at IS NULL))
);
SELECT protect_by_district('ledger_appeals', rights => 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX ledger_appeals_pending
  ON ledger_appeals (district_id, finding_id, row_id, charged_kind, charged_id) WHERE decided_at IS NULL;

-- Append-only: a correction stands beside the charge that it corrects, and neither goes away.
CREATE TABLE ledger_corrections (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  appeal_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  row_id text NOT NULL,
  from_kind text NOT NULL CHECK (from_kind IN ('unit', 'street')),
  from_id uuid NOT NULL,
  to_kind text NOT NULL CHECK (to_kind IN ('unit', 'street')),
  to_id uuid NOT NULL,
  -- Of what `from` is charged with, whatever that comes to.
  percent double precision NOT NULL CHECK (percent > 0 AND percent <= 100),
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, appeal_id) REFERENCES ledger_appeals (district_id, id),
  CONSTRAINT ledger_corrections_once UNIQUE (district_id, appeal_id)
);
SELECT protect_by_district('ledger_corrections', rights => 'SELECT, INSERT');
