import fc from 'fast-check'

/**
 * Properties are tried on the same cases in every run, so that a run can be
 * repeated; `PROPERTY_SEED=12345 npm test` looks at others.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 2005) })
