-- When the district is reminded and through which mail server. Passwords, addresses and keys are encrypted.
CREATE TABLE reminder_settings (
  district_id uuid PRIMARY KEY REFERENCES districts (id),
  digests text[] NOT NULL,
  quiet_from text NOT NULL,
  quiet_until text NOT NULL,
  mail jsonb,
  mail_password text,
  push_public text,
  push_private text
);
SELECT protect_by_district('reminder_settings', rights => 'SELECT, INSERT, UPDATE');

-- How an account wants to be reminded, and what it has been told.
CREATE TABLE reminder_choices (
  district_id uuid NOT NULL REFERENCES districts (id),
  account_id uuid NOT NULL,
  email text,
  quiet_from text,
  quiet_until text,
  digest_at timestamptz,
  urgent_at timestamptz,
  told text[] NOT NULL DEFAULT '{}',
  failures integer NOT NULL DEFAULT 0,
  tried_at timestamptz,
  PRIMARY KEY (district_id, account_id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id)
);
SELECT protect_by_district('reminder_choices', rights => 'SELECT, INSERT, UPDATE');

-- Browsers that take pushed messages.
CREATE TABLE push_devices (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  label text NOT NULL,
  subscription text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id)
);
SELECT protect_by_district('push_devices', rights => 'SELECT, INSERT, DELETE');
CREATE INDEX push_devices_of ON push_devices (district_id, account_id);

CREATE TABLE robots (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  is_on boolean NOT NULL,
  address text NOT NULL,
  secret text,
  told_at timestamptz NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  tried_at timestamptz,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id)
);
SELECT protect_by_district('robots', rights => 'SELECT, INSERT, UPDATE, DELETE');

-- What was sent, or why it could not be; a robot may be gone by then, so its name stands here.
CREATE TABLE deliveries (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  channel text NOT NULL,
  addressee text NOT NULL,
  title text NOT NULL,
  outcome text NOT NULL,
  words text NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('deliveries', rights => 'SELECT, INSERT, DELETE');
CREATE INDEX deliveries_newest ON deliveries (district_id, at, id);
