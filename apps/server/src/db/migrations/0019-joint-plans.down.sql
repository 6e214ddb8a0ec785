DROP TABLE joint_plans;
