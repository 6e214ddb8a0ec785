import type { Figure, figureHistory, listFigures, QuantityFigures } from '@chuangyuan/contract/figure'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Item, Pack, Quantity } from '@chuangyuan/domain/standard/pack'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentPack } from './current-pack.ts'
import { itemsByQuantity, missingQuantities, wayOf } from '@chuangyuan/domain/standard/quantity-use'
import { figureStore, type StoredFigure } from './store.ts'

/** Every quantity of the current standard, reported or not: what is missing is what the list is for. */
export function listAll(
  { db }: Deps,
  by: Session,
  { offset, limit, search, missing, way }: QueryOf<typeof listFigures>,
): Promise<ReplyOf<typeof listFigures>> {
  return db.read(by, async (tx) => {
    const pack = await currentPack(tx)
    if (pack === undefined) return { rows: [], total: 0, missing: 0, hasStandard: false }
    const items = itemsByQuantity(pack)
    const figures = Map.groupBy(
      await figureStore(tx.query, tx.districtId).figures(),
      ({ inputId }) => inputId,
    )
    const missingIds = missingIn(pack, figures)
    const all = pack.quantities.map((quantity) =>
      summaryOf(
        quantity,
        items.get(quantity.id) ?? [],
        figures.get(quantity.id) ?? [],
        missingIds.has(quantity.id),
      ),
    )
    const found = all.filter(
      (each) =>
        (missing === undefined || each.missing === missing) &&
        (way === undefined || each.way === way) &&
        (search === undefined || `${each.name} ${each.inputId}`.includes(search)),
    )
    return {
      rows: found.slice(offset, offset + limit),
      total: found.length,
      missing: all.filter((each) => each.missing).length,
      hasStandard: true,
    }
  })
}

export function showHistory(
  { db }: Deps,
  by: Session,
  inputId: string,
): Promise<ReplyOf<typeof figureHistory>> {
  return db.read(by, async (tx) => {
    const pack = await currentPack(tx)
    const quantity = orNotFound(
      pack?.quantities.find(({ id }) => id === inputId),
      'quantity',
    )
    const items = pack === undefined ? undefined : itemsByQuantity(pack).get(inputId)
    const figures = await figureStore(tx.query, tx.districtId).figures(inputId)
    const missing = pack !== undefined && missingIn(pack, new Map([[inputId, figures]])).has(inputId)
    return {
      quantity: summaryOf(quantity, items ?? [], figures, missing),
      figures: figures.toSorted((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : 0)).map(onWire),
    }
  })
}

function missingIn(pack: Pack, figures: ReadonlyMap<string, readonly StoredFigure[]>): ReadonlySet<string> {
  const isReported = (id: string) => figures.get(id)?.some(({ zone }) => zone === null) === true
  return new Set(missingQuantities(pack, isReported).map(({ id }) => id))
}

function summaryOf(
  quantity: Quantity,
  items: readonly Item[],
  figures: readonly StoredFigure[],
  missing: boolean,
): QuantityFigures {
  const zones = Map.groupBy(figures, ({ zone }) => zone?.id ?? '')
  const latest = [...zones.values()].flatMap(([newest]) => (newest === undefined ? [] : [onWire(newest)]))
  return {
    inputId: quantity.id,
    name: quantity.name,
    definition: quantity.definition ?? null,
    unit: quantity.unit,
    way: wayOf(quantity),
    verified: quantity.check.status === 'verified',
    items: items.map(({ id, number, name }) => ({ id, number: number ?? null, name })),
    latest,
    count: figures.length,
    missing,
  }
}

export function onWire({ inputId: _, ...figure }: StoredFigure): Figure {
  return figure
}
