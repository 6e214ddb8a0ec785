DROP TABLE field_records;
DROP TABLE field_devices;
