import type { correctFigure, Figure, removeFigure, reportFigure } from '@chuangyuan/contract/figure'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { quantityOf } from '@chuangyuan/domain/standard/pack'
import { convert } from '@chuangyuan/domain/standard/unit'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentPack } from './current-pack.ts'
import { onWire } from './list-figures.ts'
import { itemsByQuantity } from '@chuangyuan/domain/standard/quantity-use'
import { figureStore, type FigureColumns } from './store.ts'

type Reported = BodyOf<typeof correctFigure>

export function reportOne(
  { db, clock }: Deps,
  by: Session,
  { inputId, zoneId, ...given }: BodyOf<typeof reportFigure>,
): Promise<Figure> {
  return db.transact(by, async (tx) => {
    const store = figureStore(tx.query, tx.districtId)
    if (zoneId !== null && !(await store.isStreet(zoneId))) {
      throw new Refused('request.unknown-reference', { what: 'street', id: zoneId })
    }
    await refuseOutsideScope(tx, by, inputId, zoneId)
    const id = newId()
    const columns = await columnsOf(tx, by, inputId, given, clock())
    await store.add(id, inputId, zoneId, columns)
    const after = orNotFound(await store.figure(id), 'figure')
    tx.journal.record({ verb: 'figure.reported', who: by.accountId, what: id, details: { after } })
    return onWire(after)
  })
}

export function correctOne(
  { db, clock }: Deps,
  by: Session,
  figureId: string,
  given: Reported,
): Promise<Figure> {
  return db.transact(by, async (tx) => {
    const store = figureStore(tx.query, tx.districtId)
    await store.lock(figureId)
    const before = orNotFound(await store.figure(figureId), 'figure')
    await refuseOutsideScope(tx, by, before.inputId, before.zone?.id ?? null)
    await store.change(figureId, await columnsOf(tx, by, before.inputId, given, clock()))
    const after = orNotFound(await store.figure(figureId), 'figure')
    tx.journal.record({
      verb: 'figure.corrected',
      who: by.accountId,
      what: figureId,
      details: { before, after },
    })
    return onWire(after)
  })
}

export function removeOne(
  { db }: Deps,
  by: Session,
  figureId: string,
): Promise<ReplyOf<typeof removeFigure>> {
  return db.transact(by, async (tx) => {
    const store = figureStore(tx.query, tx.districtId)
    await store.lock(figureId)
    const before = orNotFound(await store.figure(figureId), 'figure')
    await refuseOutsideScope(tx, by, before.inputId, before.zone?.id ?? null)
    await store.remove(figureId)
    tx.journal.record({ verb: 'figure.removed', who: by.accountId, what: figureId, details: { before } })
    return before
  })
}

/**
 * A street reports for itself, the office for anything. A unit reports for the whole district what the items need
 * that it leads.
 */
async function refuseOutsideScope(
  tx: Tx,
  by: Session,
  inputId: string,
  zoneId: string | null,
): Promise<void> {
  const asStreetOrOffice = may(by.grants, 'figure.report', zoneId === null ? {} : { streetId: zoneId })
  if (asStreetOrOffice.ok) return
  const pack = await currentPack(tx)
  const items = pack === undefined ? [] : (itemsByQuantity(pack).get(inputId) ?? [])
  const unitIds =
    pack === undefined
      ? []
      : await figureStore(tx.query, tx.districtId).leadingUnits(
          pack.id,
          items.map(({ id }) => id),
        )
  orRefuse(may(by.grants, 'figure.report', { unitIds }))
}

/** Kept in the unit of the standard, so that figures of all years stand in one column. */
async function columnsOf(
  tx: Tx,
  by: Session,
  inputId: string,
  { value, unit, asOf, source, remark }: Reported,
  reportedAt: Instant,
): Promise<FigureColumns> {
  const pack = await currentPack(tx)
  const quantity = pack === undefined ? undefined : quantityOf(pack, inputId)
  if (quantity === undefined) throw new Refused('figure.quantity-unknown', { inputId })
  const converted = convert(value, unit, quantity.unit)
  if (!converted.ok) throw new Refused('figure.unit-mismatch', { unit, expected: quantity.unit })
  const today = dayOf(reportedAt)
  if (asOf > today) throw new Refused('figure.day-in-future', { asOf, today })
  return {
    value: Number(converted.value.toPrecision(12)),
    unit: quantity.unit,
    as_of: asOf,
    source,
    remark,
    reported_by: by.accountId,
    reported_at: new Date(reportedAt),
  }
}
