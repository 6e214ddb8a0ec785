DROP TABLE tasks;
DROP TABLE measurements;
DROP TABLE layers;
DROP TABLE answers;
DROP TABLE campaigns;
DROP TABLE packs;
