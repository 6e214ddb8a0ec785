/**
 * The outcome of a decision: a value, or a refusal that says which rule said no.
 *
 * Refusals are ordinary results, not exceptions: the same decision runs on the
 * server and on a screen that wants to know why a button is grey.
 */
export type Result<Value, Refusal> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal }

export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

export function refuse<const Refusal extends { readonly code: string }>(
  refusal: Refusal,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}

/** Reached only if a union grew and a switch did not. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
