DROP TABLE rescue_files;
