DROP TABLE tasks;
DROP TABLE measurements;
DROP TABLE layers;
DROP TABLE campaign_switches;
DROP TABLE answers;
DROP TABLE campaigns;
DROP TABLE packs;
