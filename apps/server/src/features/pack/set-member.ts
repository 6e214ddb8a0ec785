/**
 * Sets a member deep inside a draft by its dotted path; entries of a list are found by their id or, where they have
 * none, their index. No value takes the member away. False where the path leads nowhere.
 */
export function setMember(target: object, path: string, value: unknown): boolean {
  return set(target, path.split('.'), value)
}

function set(target: object, [step, ...rest]: readonly string[], value: unknown): boolean {
  if (step === undefined || step === '__proto__') return false
  const key = Array.isArray(target) ? placeIn(target, step) : step
  if (key === undefined) return false
  if (rest.length > 0) {
    const inner: unknown = Reflect.get(target, key)
    return typeof inner === 'object' && inner !== null && set(inner, rest, value)
  }
  if (Array.isArray(target) && value === undefined) {
    target.splice(Number(key), 1)
    return true
  }
  return value === undefined ? Reflect.deleteProperty(target, key) : Reflect.set(target, key, value)
}

function placeIn(list: readonly unknown[], step: string): string | undefined {
  const named = list.findIndex(
    (each) => typeof each === 'object' && each !== null && 'id' in each && each.id === step,
  )
  if (named >= 0) return String(named)
  return /^\d+$/.test(step) && Number(step) < list.length ? step : undefined
}
