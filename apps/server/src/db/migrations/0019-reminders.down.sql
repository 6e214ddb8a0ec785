DROP TABLE deliveries;
DROP TABLE robots;
DROP TABLE push_devices;
DROP TABLE reminder_choices;
DROP TABLE reminder_settings;
