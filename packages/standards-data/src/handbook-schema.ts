import schema from '../handbook.schema.json' with { type: 'json' }

/** The form of a handbook (JSON Schema 2020-12), as `parseHandbook` checks it and as it is published. */
export const handbookSchema: Readonly<Record<string, unknown>> = schema
