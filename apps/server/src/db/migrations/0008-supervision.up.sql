-- Supervision: teams, zones, patrols, visits and the draws of the second look.

CREATE TABLE teams (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  leader_post_id uuid NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  -- Protocol order of teams.
  sort_order integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, leader_post_id) REFERENCES posts (district_id, id),
  CONSTRAINT teams_period CHECK (until_day >= from_day)
);
SELECT protect_by_district('teams', rights => 'SELECT, INSERT, UPDATE');

CREATE TABLE team_members (
  district_id uuid NOT NULL,
  team_id uuid NOT NULL,
  post_id uuid NOT NULL,
  PRIMARY KEY (district_id, team_id, post_id),
  FOREIGN KEY (district_id, team_id) REFERENCES teams (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id)
);
SELECT protect_by_district('team_members');

CREATE TABLE patrol_plans (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  -- How many sites one team sees in a day.
  sites_per_day integer NOT NULL CHECK (sites_per_day > 0),
  PRIMARY KEY (district_id, id),
  CONSTRAINT patrol_plans_period CHECK (until_day >= from_day)
);
SELECT protect_by_district('patrol_plans', rights => 'SELECT, INSERT, UPDATE');

-- The zones of a plan are written as one set. What a zone claims is kept as it was said; which sites lie in it is
-- computed, so that a site that comes later falls into its zone by itself.
CREATE TABLE zones (
  district_id uuid NOT NULL,
  id uuid NOT NULL,
  plan_id uuid NOT NULL,
  name text NOT NULL,
  sort_order integer NOT NULL,
  team_id uuid,
  street_ids jsonb NOT NULL,
  -- Closed ring of longitudes and latitudes, CGCS2000; JSON null where nothing is drawn.
  ring jsonb NOT NULL,
  site_ids jsonb NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, plan_id) REFERENCES patrol_plans (district_id, id),
  FOREIGN KEY (district_id, team_id) REFERENCES teams (district_id, id)
);
SELECT protect_by_district('zones');
CREATE INDEX zones_of_plan ON zones (district_id, plan_id, sort_order);

-- 重点点位: watched by a named post, more often than its kind asks.
CREATE TABLE key_sites (
  district_id uuid NOT NULL,
  site_id uuid NOT NULL,
  post_id uuid NOT NULL,
  every_days integer NOT NULL CHECK (every_days > 0),
  words text NOT NULL,
  PRIMARY KEY (district_id, site_id),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id)
);
SELECT protect_by_district('key_sites');

-- Append-only: a visit is what somebody saw, and nobody sees it otherwise later.
CREATE TABLE visits (
  district_id uuid NOT NULL REFERENCES districts (id),
  -- Made where it was written down.
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  team_id uuid,
  seen_on date NOT NULL,
  -- The visit as it was sent, position in degrees.
  said jsonb NOT NULL,
  -- SHA-256 of it as it was sent, by which the same one sent again is known.
  said_hash bytea NOT NULL,
  recorded_by uuid NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, team_id) REFERENCES teams (district_id, id)
);
SELECT protect_by_district('visits', rights => 'SELECT, INSERT');
CREATE INDEX visits_of_site ON visits (district_id, site_id, seen_on);
CREATE INDEX visits_newest ON visits (district_id, seen_on DESC, id DESC);

-- A cycle that ran out unseen. It names a site and a day, and nobody.
CREATE TABLE missed_visits (
  district_id uuid NOT NULL,
  site_id uuid NOT NULL,
  due_on date NOT NULL,
  cycle_days integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, site_id, due_on),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id)
);
SELECT protect_by_district('missed_visits', rights => 'SELECT, INSERT');

-- 回头看 by lot: the frame is frozen first, the seed comes after, the sample follows from both.
CREATE TABLE draws (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  name text NOT NULL,
  of text NOT NULL CHECK (of IN ('findings', 'sites')),
  stratified_by text NOT NULL CHECK (stratified_by IN ('street', 'unit')),
  -- The file that everybody may take away, byte for byte, and its SHA-256.
  frame text NOT NULL,
  frame_hash text NOT NULL,
  -- Size and sample of each stratum.
  strata jsonb NOT NULL,
  frozen_by uuid NOT NULL,
  frozen_at timestamptz NOT NULL,
  -- A number that nobody here could choose, and where it can be looked up.
  seed text,
  seed_source text,
  announced_by uuid,
  announced_at timestamptz,
  PRIMARY KEY (district_id, id),
  CONSTRAINT draws_seed_whole CHECK ((seed IS NULL) = (announced_at IS NULL) AND (seed IS NULL) = (seed_source IS NULL))
);
SELECT protect_by_district('draws', rights => 'SELECT, INSERT, UPDATE');

CREATE TABLE draw_members (
  district_id uuid NOT NULL,
  draw_id uuid NOT NULL,
  -- The finding or the site.
  thing_id uuid NOT NULL,
  place integer NOT NULL,
  stratum text NOT NULL,
  label text NOT NULL,
  -- Who put it right or keeps it in order; nobody of them looks.
  duty_unit_ids uuid[] NOT NULL,
  looker_post_id uuid,
  passed boolean,
  words text NOT NULL,
  photos jsonb NOT NULL,
  looked_by uuid,
  looked_at timestamptz,
  PRIMARY KEY (district_id, draw_id, thing_id),
  FOREIGN KEY (district_id, draw_id) REFERENCES draws (district_id, id),
  FOREIGN KEY (district_id, looker_post_id) REFERENCES posts (district_id, id),
  CONSTRAINT draw_members_looked CHECK ((passed IS NULL) = (looked_at IS NULL))
);
SELECT protect_by_district('draw_members', rights => 'SELECT, INSERT, UPDATE');
