-- The inspection handbook as the district has changed it.

-- Version 0 stays in the program; each change is a whole new version beside the others.
CREATE TABLE handbooks (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  note text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT handbooks_version_taken UNIQUE (district_id, version)
);
SELECT protect_by_district('handbooks');
