import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'

/** The innermost row or quantity a JSON pointer runs through, and the rest of the pointer as the field in it. */
export function placeOf(json: unknown, path: string): Pick<PackProblem, 'row' | 'quantity' | 'field'> {
  const steps = path.split('/').slice(1)
  let place: Pick<PackProblem, 'row' | 'quantity' | 'field'> = { field: steps.join('.') }
  let value = json
  steps.forEach((step, index) => {
    value = member(value, step)
    const list = steps[index - 1]
    if (list !== 'rows' && list !== 'quantities') return
    const id = textMember(value, 'id') ?? `#${String(Number(step) + 1)}`
    const field = steps.slice(index + 1).join('.')
    place = list === 'rows' ? { row: id, field } : { quantity: id, field }
  })
  return place
}

export function valueAt(json: unknown, path: string): unknown {
  return path.split('/').slice(1).reduce(member, json)
}

export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const inner: unknown = Reflect.get(value, key)
  return inner
}

export function textMember(value: unknown, key: string): string | undefined {
  const inner = member(value, key)
  return typeof inner === 'string' ? inner : undefined
}
