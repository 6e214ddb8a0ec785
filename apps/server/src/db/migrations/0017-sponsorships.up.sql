-- Which post sponsors which site from when until when; what is over stays.
CREATE TABLE sponsorships (
  district_id uuid NOT NULL REFERENCES districts (id),
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  site_id uuid NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  -- The sponsorship that it was handed over from.
  handed_from uuid,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES posts (district_id, id),
  FOREIGN KEY (district_id, site_id) REFERENCES sites (district_id, id),
  FOREIGN KEY (district_id, handed_from) REFERENCES sponsorships (district_id, id),
  CONSTRAINT sponsorships_period CHECK (until_day >= from_day)
);
SELECT protect_by_district('sponsorships', rights => 'SELECT, INSERT, UPDATE');
CREATE INDEX sponsorships_by_site ON sponsorships (district_id, site_id);
