DROP INDEX journal_by_whom;
DROP TABLE joint_plans;
