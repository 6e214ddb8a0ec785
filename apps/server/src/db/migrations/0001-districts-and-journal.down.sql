DROP TABLE journal_heads;
DROP TABLE journal;
DROP TABLE districts;
DROP FUNCTION open_to_sign_in(regclass, text);
DROP FUNCTION protect_by_district(regclass, name, text);
