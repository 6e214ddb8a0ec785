-- What phones sent, word for word, and how far each phone is.

CREATE TABLE field_devices (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- The account that first used it.
  account_id uuid NOT NULL,
  -- Numbers that are kept, and those of them that were not written.
  records integer NOT NULL,
  refused integer NOT NULL,
  -- The highest number without a gap, and the end of the hash chain up to it.
  up_to integer NOT NULL,
  head bytea NOT NULL CHECK (octet_length(head) = 32),
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id)
);
SELECT protect_by_district('field_devices', rights => 'SELECT, INSERT, UPDATE');

-- Append-only.
CREATE TABLE field_records (
  district_id uuid NOT NULL,
  device_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  -- 1 for the record that took the number; others under the same number are kept beside it.
  turn integer NOT NULL CHECK (turn > 0),
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  what text NOT NULL CHECK (what IN ('report', 'act', 'visit')),
  -- SHA-256 over the record's canonical JSON.
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  body jsonb NOT NULL,
  -- Photos that it names.
  photos uuid[] NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('stored', 'already', 'refused', 'differs')),
  -- Code and details, where it was not written.
  refusal jsonb,
  -- By the phone's clock, and how far that was ahead of ours when it sent.
  made_at timestamptz NOT NULL,
  clock_off_ms bigint NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, device_id, seq, turn),
  FOREIGN KEY (district_id, device_id) REFERENCES field_devices (district_id, id),
  FOREIGN KEY (district_id, account_id) REFERENCES accounts (district_id, id),
  -- What another device brought before is told again as it went then.
  CONSTRAINT field_records_refusal CHECK (outcome = 'already' OR (refusal IS NULL) = (outcome = 'stored'))
);
SELECT protect_by_district('field_records', rights => 'SELECT, INSERT');
CREATE INDEX field_records_by_id ON field_records (district_id, id);
-- The last line of truth: an id is decided on once, whichever phones send it through whichever process.
CREATE UNIQUE INDEX field_records_once ON field_records (district_id, id) WHERE outcome IN ('stored', 'refused');
