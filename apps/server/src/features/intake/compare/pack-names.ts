import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { rowsOf, type Item, type Pack, type Quantity } from '@chuangyuan/domain/standard/pack'
import type { Fault } from './fault.ts'
import { nameKey } from './names.ts'

interface PackNames {
  readonly items: readonly Item[]
  readonly itemById: ReadonlyMap<string, Item>
  readonly itemsByNumber: ReadonlyMap<string, readonly Item[]>
  readonly quantityByName: ReadonlyMap<string, Quantity>
}

const known = new WeakMap<Pack, PackNames>()

function namesOf(pack: Pack): PackNames {
  const before = known.get(pack)
  if (before !== undefined) return before
  const items = rowsOf(pack).flatMap(({ row }) => (row.kind === 'heading' ? [] : [row]))
  const quantityByName = new Map<string, Quantity>()
  for (const quantity of pack.quantities) quantityByName.set(nameKey(quantity.name), quantity)
  for (const quantity of pack.quantities) quantityByName.set(nameKey(quantity.id), quantity)
  const names = {
    items,
    itemById: new Map(items.map((item) => [nameKey(item.id), item])),
    itemsByNumber: Map.groupBy(
      items.filter(({ number }) => number !== undefined),
      ({ number }) => nameKey(number ?? ''),
    ),
    quantityByName,
  }
  known.set(pack, names)
  return names
}

export function itemsOf(pack: Pack): readonly Item[] {
  return namesOf(pack).items
}

/**
 * How an item is written in a list: by its printed number, which may stand under several headings, or as what it is in
 * the row of items where the standard prints none. Its id is written only where number and name would not be read back
 * as this item.
 */
export function officialNumber(
  pack: Pack,
  itemId: string,
): { readonly number: string; readonly name: string } {
  const names = namesOf(pack)
  const item = names.itemById.get(nameKey(itemId))
  if (item === undefined) return { number: itemId, name: '' }
  const number = item.number ?? String(names.items.indexOf(item) + 1)
  const read = itemNamed(pack, number, item.name)
  return { number: read.ok && read.value === item ? number : item.id, name: item.name }
}

/** By id, by printed number, and where a number is printed twice by the name beside it. */
export function itemNamed(pack: Pack, given: string, name: string | undefined): Result<Item, Fault> {
  const names = namesOf(pack)
  const byId = names.itemById.get(nameKey(given))
  if (byId !== undefined) return accept(byId)
  const byNumber = names.itemsByNumber.get(nameKey(given)) ?? []
  const [only] = byNumber
  // 序号 may be a running number: a name that is another item's tells which is meant.
  const named = name === undefined ? [] : names.items.filter((item) => nameKey(item.name) === nameKey(name))
  const [meant] = named
  if (meant !== undefined && named.length === 1 && !byNumber.includes(meant)) return accept(meant)
  if (only !== undefined && byNumber.length === 1) return accept(only)
  const pool = byNumber.length > 0 ? byNumber : names.items
  const byName = pool.filter((item) =>
    [name, given].some((text) => text !== undefined && nameKey(text) === nameKey(item.name)),
  )
  const [first] = byName
  if (first !== undefined && byName.length === 1) return accept(first)
  return refuse({
    code: byNumber.length > 0 || byName.length > 1 ? 'item.ambiguous' : 'item.unknown',
    details: { given, pack: pack.title },
  })
}

export function quantityNamed(pack: Pack, given: string, name: string | undefined): Result<Quantity, Fault> {
  const { quantityByName } = namesOf(pack)
  const quantity =
    quantityByName.get(nameKey(given)) ?? (name === undefined ? undefined : quantityByName.get(nameKey(name)))
  return quantity === undefined
    ? refuse({ code: 'quantity.unknown', details: { given, pack: pack.title } })
    : accept(quantity)
}
