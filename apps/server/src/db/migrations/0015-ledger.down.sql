DROP TABLE ledger_corrections;
DROP TABLE ledger_appeals;
DROP TABLE ledger_snapshots;
DROP TABLE ledger_rules;
