import rules from '../ledger-rules.json' with { type: 'json' }

/** The rule by which lost points are charged (失分追责细则), for a district to make its own; parsed where it is used. */
export const shippedLedgerRules: unknown = rules
