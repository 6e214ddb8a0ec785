DROP TABLE matters;
DROP TABLE meetings;
