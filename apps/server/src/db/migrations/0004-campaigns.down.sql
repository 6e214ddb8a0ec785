DROP TABLE tasks;
DROP TABLE measurements;
DROP TABLE layers;
DROP TABLE map_files;
DROP TABLE campaign_switches;
DROP TABLE answers;
DROP TABLE campaigns;
DROP TABLE packs;
