import { everyStreetOffice } from './names.ts'
import { officialNumber } from './pack-names.ts'
import { parseDay } from '@chuangyuan/domain/day'
import { quantityOf, type Pack } from '@chuangyuan/domain/standard/pack'
import { missingQuantities } from '@chuangyuan/domain/standard/quantity-use'
import type { SiteRole } from '@chuangyuan/domain/site/site-role'
import { convert, isUnit, units } from '@chuangyuan/domain/standard/unit'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { FactRow, FactTable } from '../fact-row.ts'

/** Looks rows up, in the database as it is or as it will be. */
export interface Lookup {
  row<Table extends FactTable>(table: Table, id: string): FactRow<Table> | undefined
  /** The offices of all streets, which a table of duties names in one word. */
  streetOffices(): readonly string[]
  /** How a person is written so that the name means nobody else. */
  personName(personId: string, unitId: string): string
}

/** How a telephone number of the lists appears: masked on screens, in full only in a file that was asked for so. */
export type ShowPhone = (sealed: {
  readonly phone_cipher: string | null
  readonly phone_tail: string | null
}) => string | undefined

const squareMetresPerHectare = 10_000

export function streetRow(row: FactRow<'streets'>): WritableRow {
  return {
    code: row.code,
    name: row.name,
    shortName: row.short_name ?? undefined,
    kind: row.kind ?? undefined,
    protocolOrder: row.sort_order,
    people: row.people ?? undefined,
    area: row.area === null ? undefined : Number((row.area / squareMetresPerHectare).toPrecision(12)),
    phone: row.phone ?? undefined,
    remark: row.remark ?? undefined,
  }
}

export function communityRow(row: FactRow<'communities'>, look: Lookup, phone: ShowPhone): WritableRow {
  return {
    code: row.code,
    name: row.name,
    street: look.row('streets', row.street_id)?.name,
    people: row.people ?? undefined,
    contact: row.contact ?? undefined,
    phone: phone(row),
    remark: row.remark ?? undefined,
  }
}

export function unitRow(row: FactRow<'units'>, look: Lookup): WritableRow {
  return {
    code: row.code ?? undefined,
    name: row.name,
    shortName: row.short_name ?? undefined,
    kind: row.kind ?? undefined,
    parent: unitName(look, row.parent_id),
    street: row.street_id === null ? undefined : look.row('streets', row.street_id)?.name,
    protocolOrder: row.sort_order,
    address: row.address ?? undefined,
    phone: row.phone ?? undefined,
    remark: row.remark ?? undefined,
  }
}

export function staffRow(post: FactRow<'posts'>, look: Lookup, phone: ShowPhone): WritableRow {
  const person = post.person_id === null ? undefined : look.row('people', post.person_id)
  return {
    name: person?.name,
    unit: unitName(look, post.unit_id),
    post: post.title,
    protocolOrder: post.sort_order,
    body: post.body ?? undefined,
    campaignRole: post.campaign_role ?? undefined,
    mobile: person === undefined ? undefined : phone(person),
    officePhone: person?.office_phone ?? undefined,
    from: dayOrNothing(post.held_from),
    until: dayOrNothing(post.held_until),
    remark: post.remark ?? undefined,
  }
}

export function siteRow(row: FactRow<'sites'>, look: Lookup): WritableRow {
  const unitsIn = (role: SiteRole) =>
    row.roles.flatMap((each) =>
      each.role === role && each.unit_id !== null ? (unitName(look, each.unit_id) ?? []) : [],
    )
  const peopleIn = (role: SiteRole) => {
    const names = row.roles.flatMap((each) => {
      const post = each.role === role && each.post_id !== null ? look.row('posts', each.post_id) : undefined
      return post?.person_id === undefined || post.person_id === null
        ? []
        : look.personName(post.person_id, post.unit_id)
    })
    return names.length === 0 ? undefined : names.join('、')
  }
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    street: look.row('streets', row.street_id)?.name,
    community: row.community_id === null ? undefined : look.row('communities', row.community_id)?.name,
    address: row.address ?? undefined,
    owner: unitName(look, row.owner_unit_id),
    territory: unitName(look, row.territory_unit_id),
    responsibleUnit: unitsIn('responsible')[0],
    firstResponsible: peopleIn('first-responsible'),
    contact: peopleIn('contact'),
    supervisor: peopleIn('supervisor'),
    adoptingLeader: peopleIn('sponsor'),
    adoptingUnit: unitsIn('sponsor-unit')[0],
    memberUnits: unitsIn('member'),
    lon: row.lon === null ? undefined : Number(row.lon.toFixed(7)),
    lat: row.lat === null ? undefined : Number(row.lat.toFixed(7)),
    coordinateSystem: row.lon === null ? undefined : 'cgcs2000',
    area: row.area ?? undefined,
    length: row.length ?? undefined,
    onRoute: row.on_route,
    remark: row.remark ?? undefined,
  }
}

export function dutyRow(
  pack: Pack,
  itemId: string,
  lead: FactRow<'duties'> | undefined,
  assisting: readonly FactRow<'duties'>[],
  look: Lookup,
): WritableRow {
  const { number, name } = officialNumber(pack, itemId)
  const post = (id: string | null | undefined) =>
    id === null || id === undefined ? undefined : look.row('posts', id)
  const holder = (held: FactRow<'posts'> | undefined) =>
    held?.person_id === undefined || held.person_id === null
      ? undefined
      : look.personName(held.person_id, held.unit_id)
  return {
    item: number,
    itemName: name,
    work: lead?.work ?? undefined,
    leadUnit: unitName(look, lead?.unit_id ?? null),
    assistingUnits: assistingNames(lead?.unit_id, assisting, look),
    leader: holder(post(lead?.leader_post_id)),
    person: holder(post(lead?.post_id)),
    post: post(lead?.post_id)?.title,
    dueOn: dayOrNothing(lead?.due_on ?? null),
    remark: lead?.remark ?? undefined,
  }
}

/** Where the offices of all streets assist, all but the one that leads, they are named as the group that they are. */
function assistingNames(
  leadUnitId: string | undefined,
  assisting: readonly FactRow<'duties'>[],
  look: Lookup,
): readonly string[] {
  const group = new Set(look.streetOffices().filter((id) => id !== leadUnitId))
  const isWhole =
    group.size > 1 && assisting.filter(({ unit_id }) => group.has(unit_id)).length === group.size
  const named = isWhole ? assisting.filter(({ unit_id }) => !group.has(unit_id)) : assisting
  const names = named.flatMap(({ unit_id }) => unitName(look, unit_id) ?? [])
  return isWhole ? [...names, everyStreetOffice] : names
}

interface ShownFigure {
  readonly inputId: string
  /** Null for the whole district. */
  readonly zone: { readonly name: string } | null
  readonly value: number
  readonly unit: string
  readonly asOf: string
  readonly source: string
  readonly remark: string | null
}

/** The figures, and behind them a row to fill in for every quantity that nobody has reported yet. */
export function figureRows(pack: Pack | undefined, figures: readonly ShownFigure[]): WritableRow[] {
  const known = new Set(figures.flatMap(({ inputId, zone }) => (zone === null ? [inputId] : [])))
  const missing = pack === undefined ? [] : missingQuantities(pack, (id) => known.has(id))
  return [
    ...figures.map((figure) => figureRow(pack, figure)),
    ...missing.map(({ id, name, unit }) => ({ input: id, inputName: name, unit: units[unit].symbol })),
  ]
}

/** In the unit of the standard's quantity, whatever unit it was stored in. */
export function figureRow(pack: Pack | undefined, figure: ShownFigure): WritableRow {
  const quantity = pack === undefined ? undefined : quantityOf(pack, figure.inputId)
  const converted =
    quantity !== undefined && isUnit(figure.unit)
      ? convert(figure.value, figure.unit, quantity.unit)
      : undefined
  const unit = quantity !== undefined && converted?.ok === true ? quantity.unit : figure.unit
  return {
    input: figure.inputId,
    inputName: quantity?.name,
    zone: figure.zone?.name,
    value: converted?.ok === true ? Number(converted.value.toPrecision(12)) : figure.value,
    unit: isUnit(unit) ? units[unit].symbol : unit,
    on: dayOrNothing(figure.asOf),
    source: figure.source,
    remark: figure.remark ?? undefined,
  }
}

/** A stored figure as `figureRow` takes it. */
export function figureFact(row: FactRow<'figures'>, districtId: string, look: Lookup): ShownFigure {
  const street = row.zone_id === districtId ? undefined : look.row('streets', row.zone_id)
  return {
    inputId: row.input_id,
    zone: street === undefined ? null : { name: street.name },
    value: row.value,
    unit: row.unit,
    asOf: row.as_of,
    source: row.source,
    remark: row.remark,
  }
}

function unitName(look: Lookup, id: string | null): string | undefined {
  return id === null ? undefined : look.row('units', id)?.name
}

function dayOrNothing(text: string | null) {
  return text === null ? undefined : parseDay(text)
}
