-- What the district tells about itself: places, people, sites, duties and reported figures.

CREATE TABLE streets (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- Nine digits: county (GB/T 2260) and street.
  code text NOT NULL,
  name text NOT NULL,
  sort_order integer NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT streets_code_taken UNIQUE (district_id, code),
  CONSTRAINT streets_name_taken UNIQUE (district_id, name)
);
SELECT protect_by_district('streets');

CREATE TABLE communities (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  street_id uuid NOT NULL,
  -- Twelve digits: street and community.
  code text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  CONSTRAINT communities_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('communities');

CREATE TABLE units (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  -- Kind of body, by which a pack's duty template finds its local unit.
  kind text NOT NULL,
  street_id uuid,
  -- Protocol order of bodies, never alphabetical.
  sort_order integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  CONSTRAINT units_code_taken UNIQUE (district_id, code),
  CONSTRAINT units_name_taken UNIQUE (district_id, name)
);
SELECT protect_by_district('units');

CREATE TABLE people (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  pinyin text NOT NULL,
  -- Encrypted; screens show only the last four digits to those who may not read it.
  phone_cipher text,
  phone_tail text,
  PRIMARY KEY (district_id, id),
  CONSTRAINT people_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('people');

CREATE TABLE posts (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  unit_id uuid NOT NULL,
  title text NOT NULL,
  -- Protocol order of posts; smaller comes first.
  sort_order integer NOT NULL,
  -- Null while the post is vacant.
  person_id uuid,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES people (district_id, id),
  CONSTRAINT posts_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('posts');

CREATE TABLE sites (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  pinyin text NOT NULL,
  kind text NOT NULL,
  -- 属地: the street on whose ground it lies.
  street_id uuid NOT NULL,
  community_id uuid,
  address text NOT NULL,
  -- 权属: who owns it, which may be a body outside the district's power.
  owner_unit_id uuid,
  -- GeoJSON in CGCS2000 longitude and latitude; null while nobody has placed the site.
  geometry jsonb,
  lon double precision,
  lat double precision,
  note text NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  FOREIGN KEY (district_id, community_id) REFERENCES communities (district_id, id),
  FOREIGN KEY (district_id, owner_unit_id) REFERENCES units (district_id, id),
  CONSTRAINT sites_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('sites');
CREATE INDEX sites_by_street ON sites (district_id, street_id, kind);

CREATE TABLE site_roles (
  district_id uuid NOT NULL,
  site_id uuid NOT NULL,
  role text NOT NULL,
  unit_id uuid,
  post_id uuid,
  PRIMARY KEY (district_id, site_id, role),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id),
  CONSTRAINT site_roles_role_known CHECK (role IN (
    'responsible', 'first-responsible', 'contact', 'supervisor', 'sponsor'
  )),
  CONSTRAINT site_roles_somebody CHECK (unit_id IS NOT NULL OR post_id IS NOT NULL)
);
SELECT protect_by_district('site_roles');

-- Who leads and who assists for an item of the standard. Items are named by the
-- pack's stable ids; a new edition carries duties over by its mapping.
CREATE TABLE duties (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  pack_key text NOT NULL,
  item_id text NOT NULL,
  part text NOT NULL CHECK (part IN ('lead', 'assist')),
  unit_id uuid NOT NULL,
  post_id uuid,
  due_on date,
  note text NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id),
  CONSTRAINT duties_once UNIQUE (district_id, pack_key, item_id, part, unit_id)
);
SELECT protect_by_district('duties');

-- A figure somebody reported, with the day it is true of and where it comes from.
CREATE TABLE figures (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  input_id text NOT NULL,
  -- A street's id, or the district's own id for the whole district.
  zone_id uuid NOT NULL,
  value double precision NOT NULL,
  unit text NOT NULL,
  as_of date NOT NULL,
  source text NOT NULL,
  reported_by uuid,
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  CONSTRAINT figures_once UNIQUE (district_id, input_id, zone_id, as_of)
);
SELECT protect_by_district('figures');

-- One import of a workbook: what it changed, so that the whole of it can be undone.
CREATE TABLE imports (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  file_name text NOT NULL,
  -- The uploaded file and, where rows were wrong, the workbook with the marks: addresses in the blob store.
  file_blob text NOT NULL,
  marked_blob text,
  state text NOT NULL CHECK (state IN ('previewed', 'applied', 'undone')),
  -- Per sheet: how many rows are new, changed, unchanged, wrong.
  counts jsonb NOT NULL,
  uploaded_by uuid,
  uploaded_at timestamptz NOT NULL,
  applied_at timestamptz,
  undone_at timestamptz,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('imports');

CREATE TABLE import_changes (
  district_id uuid NOT NULL,
  import_id uuid NOT NULL,
  seq integer NOT NULL,
  table_name text NOT NULL,
  row_id text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (district_id, import_id, seq),
  FOREIGN KEY (district_id, import_id) REFERENCES imports (district_id, id)
);
SELECT protect_by_district('import_changes');
