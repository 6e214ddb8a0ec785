DROP TABLE paper_settings;
DROP TABLE paper_templates;
DROP TABLE paper_numbers;
DROP TABLE papers;
DROP FUNCTION keep_issued_paper();
