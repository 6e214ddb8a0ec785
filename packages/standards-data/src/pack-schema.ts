import schema from '../pack.schema.json' with { type: 'json' }

/** The form of a pack (JSON Schema 2020-12), as `parsePack` checks it and as it is published. */
export const packSchema: Readonly<Record<string, unknown>> = schema
