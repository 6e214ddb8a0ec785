-- What the district tells about itself: places, people, sites, duties and reported figures.
-- Every column of the district workbook has a place here, so that a list exported is the list imported.

CREATE TABLE streets (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  -- Nine digits: county (GB/T 2260) and street.
  code text NOT NULL,
  name text NOT NULL,
  short_name text,
  kind text,
  sort_order integer NOT NULL,
  people integer,
  -- Square metres.
  area double precision,
  phone text,
  remark text,
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
  people integer,
  contact text,
  -- Encrypted; screens show only the last four digits to those who may not read it.
  phone_cipher text,
  phone_tail text,
  remark text,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  CONSTRAINT communities_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('communities');

CREATE TABLE units (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text,
  name text NOT NULL,
  short_name text,
  -- Kind of body, by which a pack's duty template finds its local unit.
  kind text,
  parent_id uuid,
  street_id uuid,
  -- Protocol order of bodies, never alphabetical.
  sort_order integer NOT NULL,
  address text,
  phone text,
  remark text,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, parent_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  CONSTRAINT units_name_taken UNIQUE (district_id, name)
);
SELECT protect_by_district('units');

CREATE TABLE people (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  pinyin text NOT NULL,
  phone_cipher text,
  phone_tail text,
  office_phone text,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('people');
CREATE INDEX people_by_name ON people (district_id, name);

-- A post in a unit and who holds it. Responsibility attaches to the post and shows the person;
-- one person may hold several posts.
CREATE TABLE posts (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  title text NOT NULL,
  -- Null while the post is vacant.
  person_id uuid,
  -- Protocol order within the district; smaller comes first.
  sort_order integer NOT NULL,
  -- 四套班子: party, congress, government, consultative; only for leaders of the district.
  body text,
  campaign_role text,
  held_from date,
  held_until date,
  remark text,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES people (district_id, id)
);
SELECT protect_by_district('posts');
CREATE INDEX posts_by_unit ON posts (district_id, unit_id);
CREATE INDEX posts_by_person ON posts (district_id, person_id);

CREATE TABLE sites (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  pinyin text NOT NULL,
  kind text NOT NULL,
  -- 属地: the street on whose ground it lies, and the unit that answers for the ground.
  street_id uuid NOT NULL,
  community_id uuid,
  territory_unit_id uuid,
  address text,
  -- 权属: who owns it, which may be a body outside the district's power.
  owner_unit_id uuid,
  -- GeoJSON in CGCS2000 longitude and latitude; null while nobody has placed the site.
  geometry jsonb,
  lon double precision,
  lat double precision,
  -- The system the coordinates were given in, before conversion.
  coordinate_system text,
  -- Square metres; metres.
  area double precision,
  length double precision,
  on_route boolean NOT NULL,
  remark text,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, street_id) REFERENCES streets (district_id, id),
  FOREIGN KEY (district_id, community_id) REFERENCES communities (district_id, id),
  FOREIGN KEY (district_id, owner_unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, territory_unit_id) REFERENCES units (district_id, id),
  CONSTRAINT sites_code_taken UNIQUE (district_id, code)
);
SELECT protect_by_district('sites');
CREATE INDEX sites_by_street ON sites (district_id, street_id, kind);

-- The set of roles of a site. A role held by a unit alone names nobody yet; several member units may stand beside.
CREATE TABLE site_roles (
  district_id uuid NOT NULL,
  site_id uuid NOT NULL,
  role text NOT NULL,
  -- 1 for roles that only one holds; member units are numbered.
  place integer NOT NULL,
  unit_id uuid,
  post_id uuid,
  PRIMARY KEY (district_id, site_id, role, place),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id),
  CONSTRAINT site_roles_role_known CHECK (role IN (
    'responsible', 'first-responsible', 'contact', 'supervisor', 'sponsor', 'sponsor-unit', 'member'
  )),
  CONSTRAINT site_roles_somebody CHECK (unit_id IS NOT NULL OR post_id IS NOT NULL)
);
SELECT protect_by_district('site_roles');

-- Who leads and who assists for an item of the standard. Items are named by the
-- pack's stable ids; a new edition carries duties over by its mapping.
CREATE TABLE duties (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  pack_key text NOT NULL,
  item_id text NOT NULL,
  part text NOT NULL CHECK (part IN ('lead', 'assist')),
  unit_id uuid NOT NULL,
  -- The leader in charge and the person who does it, by their posts.
  leader_post_id uuid,
  post_id uuid,
  work text,
  due_on date,
  remark text,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES units (district_id, id),
  FOREIGN KEY (district_id, leader_post_id) REFERENCES posts (district_id, id),
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
  remark text,
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
  -- The uploaded file and, where rows were wrong, the workbook with the marks: addresses in the blob store. Both are
  -- encrypted there, for they hold telephone numbers.
  file_blob text NOT NULL,
  marked_blob text,
  state text NOT NULL CHECK (state IN ('previewed', 'applied', 'undone')),
  -- What the file holds; per sheet, how many rows are new, changed, unchanged, wrong.
  summary jsonb NOT NULL,
  uploaded_by uuid,
  uploaded_at timestamptz NOT NULL,
  applied_at timestamptz,
  undone_at timestamptz,
  PRIMARY KEY (district_id, id)
);
SELECT protect_by_district('imports');

-- What the preview shows: the rows that are new, changed or wrong. Unchanged rows are only counted.
CREATE TABLE import_rows (
  district_id uuid NOT NULL,
  import_id uuid NOT NULL,
  seq integer NOT NULL,
  sheet text NOT NULL,
  row_number integer NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('new', 'changed', 'wrong')),
  label text NOT NULL,
  fields jsonb NOT NULL,
  faults jsonb NOT NULL,
  PRIMARY KEY (district_id, import_id, seq),
  FOREIGN KEY (district_id, import_id) REFERENCES imports (district_id, id)
);
SELECT protect_by_district('import_rows');

-- What an import writes, row by row: planned at the preview, proved against the tables when it is written, and taken
-- back from here when it is undone. Telephone numbers stand here only encrypted.

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
