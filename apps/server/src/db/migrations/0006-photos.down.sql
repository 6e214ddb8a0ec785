DROP TABLE photo_chunks;
DROP TABLE photos;
