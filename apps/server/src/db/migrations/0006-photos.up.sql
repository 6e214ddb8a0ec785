-- Photos from phones: what the phone declared, what arrived, and what was made from it.

-- Nobody deletes a photo, and what was declared is never changed: only the columns that say how it arrived are open.
CREATE TABLE photos (
  district_id uuid NOT NULL REFERENCES districts (id),
  -- Made by the phone.
  id uuid NOT NULL,
  -- Of the original, as the phone declares it; once complete, also the original's address in the blob store.
  sha256 text NOT NULL,
  bytes integer NOT NULL,
  -- By the phone's clock.
  taken_at timestamptz NOT NULL,
  source text NOT NULL,
  -- Where the phone says it was, in the system it says; metres of accuracy.
  lon double precision,
  lat double precision,
  accuracy double precision,
  position_system text,
  declared_by uuid,
  declared_at timestamptz NOT NULL,

  state text NOT NULL,
  -- Why it was refused.
  fault text,
  -- As the first bytes tell, not as anybody claims.
  media_type text,
  -- Upright, in pixels.
  width integer,
  height integer,
  -- What the file itself says: hints that anybody can write. The time is the camera's, without a zone.
  exif_taken_at text,
  exif_lon double precision,
  exif_lat double precision,
  fingerprint bit(64),
  -- Re-encoded, without anything but the picture: addresses in the blob store.
  shared_blob text,
  thumbnail_blob text,
  -- When the last byte was here and the photo was read.
  received_at timestamptz,

  PRIMARY KEY (district_id, id),
  CONSTRAINT photos_source_known CHECK (source IN ('camera', 'gallery', 'unknown')),
  CONSTRAINT photos_system_known CHECK (position_system IN ('WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09')),
  CONSTRAINT photos_position_whole CHECK (num_nulls(lon, lat, position_system) IN (0, 3)),
  CONSTRAINT photos_type_known CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic')),
  CONSTRAINT photos_state_whole CHECK (
    CASE state
      WHEN 'uploading' THEN received_at IS NULL AND fault IS NULL
      WHEN 'complete' THEN fault IS NULL
        AND num_nulls(received_at, media_type, width, height, fingerprint, shared_blob, thumbnail_blob) = 0
      WHEN 'refused' THEN received_at IS NOT NULL AND fault IS NOT NULL
      ELSE false
    END
  )
);
SELECT protect_by_district('photos', rights => 'SELECT, INSERT,
  UPDATE (state, fault, media_type, width, height, exif_taken_at, exif_lon, exif_lat, fingerprint, shared_blob,
    thumbnail_blob, received_at)');
CREATE INDEX photos_by_state ON photos (district_id, state);

-- The bytes of a photo on their way: gone as soon as it is complete or refused. They lie here and not in a folder, so
-- that an offset and its bytes are confirmed together and any process can take the next chunk.
CREATE TABLE photo_chunks (
  district_id uuid NOT NULL,
  photo_id uuid NOT NULL,
  start integer NOT NULL,
  content bytea NOT NULL,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (district_id, photo_id, start),
  FOREIGN KEY (district_id, photo_id) REFERENCES photos (district_id, id)
);
SELECT protect_by_district('photo_chunks', rights => 'SELECT, INSERT, DELETE');
-- An image is compressed already.
ALTER TABLE photo_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
