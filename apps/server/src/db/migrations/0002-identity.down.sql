DROP TABLE sessions;
DROP TABLE grants;
DROP TABLE past_passwords;
DROP TABLE accounts;
DROP TABLE installation;
