-- A table that belongs to districts is protected by one call after its creation:
--
--   SELECT protect_by_district('sites');
--
-- Requests then see and write the rows of their own district only, and no row while no district is set.
-- The owner is bound too, and steps over districts only after SET LOCAL app.every_district = 'yes'.
-- Rights beyond reading are named, so that a table can be append-only:
--
--   SELECT protect_by_district('journal', rights => 'SELECT, INSERT');
CREATE OR REPLACE FUNCTION protect_by_district(
  target regclass,
  key name DEFAULT 'district_id',
  rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE'
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY own_district ON %s TO chuangyuan_app'
    ' USING (%2$I = nullif(current_setting(''app.district'', true), '''')::uuid)'
    ' WITH CHECK (%2$I = nullif(current_setting(''app.district'', true), '''')::uuid)',
    target, key);
  EXECUTE format(
    'CREATE POLICY every_district ON %s TO CURRENT_USER'
    ' USING (current_setting(''app.every_district'', true) = ''yes'')'
    ' WITH CHECK (current_setting(''app.every_district'', true) = ''yes'')',
    target);
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', target);
  EXECUTE format('GRANT %s ON %s TO chuangyuan_app', rights, target);
END
$$;

-- Signing in happens before a district is known. What it may touch is opened table by table, right by right:
--
--   SELECT open_to_sign_in('accounts', 'SELECT, UPDATE (failed_count, locked_until)');
CREATE OR REPLACE FUNCTION open_to_sign_in(target regclass, rights text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY sign_in ON %s TO chuangyuan_sign_in USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO chuangyuan_sign_in', rights, target);
END
$$;

CREATE TABLE districts (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT districts_pkey PRIMARY KEY (id),
  CONSTRAINT districts_code_unique UNIQUE (code),
  CONSTRAINT districts_code_form CHECK (code ~ '^[0-9]{6,12}$'),
  CONSTRAINT districts_name_present CHECK (name <> '')
);
COMMENT ON TABLE districts IS '区县：租户。其余各表均属于某一区县';
COMMENT ON COLUMN districts.code IS '行政区划代码，GB/T 2260';
-- A request may found the district it is set to, and change it; nobody deletes one.
SELECT protect_by_district('districts', 'id', 'SELECT, INSERT, UPDATE');
SELECT open_to_sign_in('districts', 'SELECT (id, code, name, settings)');

CREATE TABLE journal (
  district_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  who uuid,
  verb text NOT NULL,
  what text NOT NULL,
  details jsonb NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT journal_pkey PRIMARY KEY (district_id, seq),
  CONSTRAINT journal_district_known FOREIGN KEY (district_id) REFERENCES districts (id),
  CONSTRAINT journal_seq_positive CHECK (seq > 0),
  -- Finer than what the hash covers would be a place to hide a change.
  CONSTRAINT journal_at_milliseconds CHECK (at = date_trunc('milliseconds', at)),
  CONSTRAINT journal_hash_length CHECK (octet_length(hash) = 32 AND octet_length(prev_hash) = 32)
);
COMMENT ON TABLE journal IS '日志：只增不改，按区县逐条链接（SHA-256），用于审计、历史与通知';
COMMENT ON COLUMN journal.who IS '操作人；为空表示由系统按时间执行';
COMMENT ON COLUMN journal.verb IS '做了什么，如 finding.rechecked';
COMMENT ON COLUMN journal.what IS '对象的编号';
SELECT protect_by_district('journal', rights => 'SELECT, INSERT');
CREATE INDEX journal_what ON journal (district_id, what, seq);
CREATE INDEX journal_at ON journal (district_id, at);

CREATE TABLE journal_heads (
  district_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT journal_heads_pkey PRIMARY KEY (district_id),
  CONSTRAINT journal_heads_district_known FOREIGN KEY (district_id) REFERENCES districts (id)
);
COMMENT ON TABLE journal_heads IS '每区县日志的最后一条；写日志者先锁定它，序号因此连续';
SELECT protect_by_district('journal_heads', rights => 'SELECT, INSERT, UPDATE');
