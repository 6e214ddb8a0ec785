-- What phones could not send, brought as a file. It stays encrypted; its passphrase is nowhere here.
CREATE TABLE rescue_files (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_blob text NOT NULL,
  bytes bigint NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('rescue_files', rights => 'SELECT, INSERT');
