import { rowsOf, type Item, type Pack, type Quantity } from './pack.ts'
import { quantitiesOf } from './requirement.ts'

/** How a quantity comes by its value. */
export const quantityWays = ['reported', 'formula', 'map'] as const
export type QuantityWay = (typeof quantityWays)[number]

/** What the map or a formula gives may still be reported, as long as there is no map. */
export function wayOf({ map, formula }: Quantity): QuantityWay {
  if (map !== undefined) return 'map'
  return formula === undefined ? 'reported' : 'formula'
}

/**
 * The items of the standard that need each quantity, directly or through a formula. `besideTheMap` leaves out what
 * a formula asks for only as long as no map gives its result.
 */
export function itemsByQuantity(
  pack: Pack,
  { besideTheMap = false }: { readonly besideTheMap?: boolean } = {},
): ReadonlyMap<string, readonly Item[]> {
  const inputsOf = new Map(
    pack.quantities.map(({ id, formula, map }) => [
      id,
      besideTheMap && map !== undefined ? [] : (formula?.inputs.map(({ quantity }) => quantity) ?? []),
    ]),
  )
  const users = new Map<string, Item[]>()
  for (const { row } of rowsOf(pack)) {
    if (row.kind === 'heading') continue
    for (const id of needed(directOf(row), inputsOf)) {
      const items = users.get(id)
      if (items === undefined) users.set(id, [row])
      else items.push(row)
    }
  }
  return users
}

function directOf(item: Item): readonly string[] {
  if ('requirement' in item) return quantitiesOf(item.requirement)
  return item.kind === 'qualitative' ? (item.supportedBy ?? []) : []
}

function needed(direct: readonly string[], inputsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>()
  const ask = (id: string) => {
    if (found.has(id)) return
    found.add(id)
    for (const input of inputsOf.get(id) ?? []) ask(input)
  }
  for (const id of direct) ask(id)
  return found
}

/** Quantities that only an office can tell, that an item needs, and that nobody has told yet. */
export function missingQuantities(pack: Pack, isReported: (id: string) => boolean): Quantity[] {
  const items = itemsByQuantity(pack, { besideTheMap: true })
  return pack.quantities.filter(
    (quantity) => wayOf(quantity) === 'reported' && items.has(quantity.id) && !isReported(quantity.id),
  )
}
