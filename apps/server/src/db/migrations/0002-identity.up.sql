-- Accounts, what they may do, and where they are signed in.

-- Facts about the installation itself, outside every district: the set-up link and whether it was spent.
CREATE TABLE installation (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON installation TO chuangyuan_app, chuangyuan_sign_in;

CREATE TABLE accounts (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  login text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL,
  must_change_password boolean NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled boolean NOT NULL DEFAULT false,
  -- Encrypted; null until one-time codes are set up, confirmed by totp_enabled.
  totp_cipher text,
  totp_enabled boolean NOT NULL DEFAULT false,
  -- The last time step accepted, so that a code seen over a shoulder cannot be used again.
  totp_last_step bigint NOT NULL DEFAULT 0,
  last_sign_in_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT accounts_login_taken UNIQUE (district_id, login)
);
SELECT protect_by_district('accounts');

CREATE TABLE past_passwords (
  district_id uuid NOT NULL,
  account_id uuid NOT NULL,
  password_hash text NOT NULL,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, account_id, replaced_at),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id)
);
SELECT protect_by_district('past_passwords');

CREATE TABLE grants (
  district_id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('district', 'street', 'unit')),
  -- The street or unit; the district's own id for a grant over the whole district.
  scope_id uuid NOT NULL,
  PRIMARY KEY (district_id, account_id, role, scope_kind, scope_id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id),
  CONSTRAINT grants_role_known CHECK (role IN (
    'system-admin', 'security-admin', 'audit-admin', 'office', 'supervisor', 'unit', 'street', 'leader'
  ))
);
SELECT protect_by_district('grants');

CREATE TABLE sessions (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- SHA-256 of the secret in the cookie: a stolen database opens no session.
  secret_hash bytea NOT NULL,
  started_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  address text NOT NULL,
  browser text NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id)
);
SELECT protect_by_district('sessions');
CREATE INDEX sessions_by_account ON sessions (district_id, account_id);
