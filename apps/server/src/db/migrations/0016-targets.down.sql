DROP TABLE target_progress;
DROP TABLE target_parts;
DROP TABLE targets;
DROP TABLE target_kinds;
