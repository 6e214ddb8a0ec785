DROP TABLE handbooks;
