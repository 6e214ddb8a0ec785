-- Standard packs as corrected here, campaigns, map layers, measurements and long tasks.

-- A corrected pack. Shipped packs stay in the program; a correction is a new version beside them.
CREATE TABLE packs (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  pack_key text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  note text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT packs_version_taken UNIQUE (district_id, pack_key, version)
);
SELECT protect_by_district('packs');

CREATE TABLE campaigns (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  pack_key text NOT NULL,
  -- 0 is the pack as shipped.
  pack_version integer NOT NULL,
  -- 基本项 / 提升项 and the like; null where the edition has no tiers.
  tier text,
  -- What chooses the thresholds: region, population, applicant kind and the like.
  applicant jsonb NOT NULL,
  inspection_on date,
  -- One campaign is the one that the home board shows.
  is_current boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('campaigns');

-- The answer to one clause of a qualitative item, or a statement that an incident did or did not happen.
CREATE TABLE answers (
  district_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  item_id text NOT NULL,
  clause_id text NOT NULL,
  answer jsonb NOT NULL,
  note text NOT NULL,
  answered_on date NOT NULL,
  answered_by uuid,
  PRIMARY KEY (district_id, campaign_id, item_id, clause_id),
  FOREIGN KEY (district_id, campaign_id) REFERENCES campaigns (district_id, id)
);
SELECT protect_by_district('answers');

-- A campaign going over to another pack or version: what was carried, so that it can be undone exactly.
CREATE TABLE campaign_switches (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  from_pack text NOT NULL,
  from_version integer NOT NULL,
  from_tier text,
  to_pack text NOT NULL,
  to_version integer NOT NULL,
  -- Decisions, the answers as they were before, and the duties that were made.
  carried jsonb NOT NULL,
  switched_by uuid,
  switched_at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, campaign_id) REFERENCES campaigns (district_id, id)
);
SELECT protect_by_district('campaign_switches');
CREATE INDEX campaign_switches_of_campaign ON campaign_switches (district_id, campaign_id, switched_at);

-- A map file as it was uploaded, before and after somebody decides how to read it.
CREATE TABLE map_files (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_blob text NOT NULL,
  bytes bigint NOT NULL,
  uploaded_by uuid,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('map_files');

CREATE TABLE layers (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- What the layer shows: boundary, streets, green, canopy, homes, roads and so on.
  kind text NOT NULL,
  name text NOT NULL,
  -- The day the map shows, not the day of import: what was planted later is not on it.
  as_of date NOT NULL,
  source text NOT NULL,
  file_name text NOT NULL,
  file_blob text NOT NULL,
  -- The layer in binary form, longitude and latitude.
  layer_blob text NOT NULL,
  crs jsonb NOT NULL,
  encoding jsonb NOT NULL,
  mapping jsonb NOT NULL,
  feature_count integer NOT NULL,
  bounds jsonb NOT NULL,
  -- Every repair with the area before and after; nothing is mended silently.
  repairs jsonb NOT NULL,
  -- Where it lies, what was left out, which values could not be read; null for layers that came from no file.
  report jsonb,
  imported_by uuid,
  imported_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('layers');
CREATE INDEX layers_by_kind ON layers (district_id, kind, as_of);

-- One run of the indicator engine over a set of layers.
CREATE TABLE measurements (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- Layers and settings that went in; the same inputs need not be measured twice.
  inputs jsonb NOT NULL,
  inputs_hash text NOT NULL,
  as_of date NOT NULL,
  result jsonb NOT NULL,
  measured_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('measurements');
CREATE INDEX measurements_by_inputs ON measurements (district_id, inputs_hash);

-- Work that takes longer than a request: progress, cancelling and the result.
CREATE TABLE tasks (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  done double precision NOT NULL,
  note text NOT NULL,
  cancel_wanted boolean NOT NULL DEFAULT false,
  -- The refusal code of a failed task, or what a finished one made.
  outcome jsonb NOT NULL,
  started_by uuid,
  started_at timestamptz NOT NULL,
  -- Moved on by the process that works on it; a task whose process died is known by a lease that ran out.
  leased_until timestamptz NOT NULL,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('tasks');
