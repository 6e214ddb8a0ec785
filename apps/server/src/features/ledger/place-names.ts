import type { Charged } from '@chuangyuan/domain/ledger/ledger-entry'
import type { ReadTx } from '../../db/transact.ts'
import { placeStore } from '../site/public.ts'
import { ledgerStore } from './store.ts'

export interface PlaceNames {
  /** In protocol order. */
  readonly streets: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, string>
  readonly sites: ReadonlyMap<string, { readonly id: string; readonly name: string }>
}

export async function placeNames({ query, districtId }: ReadTx): Promise<PlaceNames> {
  const [{ streets, units }, sites] = await Promise.all([
    placeStore(query, districtId).places(),
    ledgerStore(query, districtId).sites(),
  ])
  return {
    streets: new Map(streets.map(({ id, name }) => [id, name])),
    units: new Map(units.map(({ id, name }) => [id, name])),
    sites,
  }
}

export function chargedName(who: Charged, { streets, units }: PlaceNames) {
  const name = (who.kind === 'street' ? streets : units).get(who.id)
  return { ...who, name: name ?? who.id }
}

export function namedIn(
  names: ReadonlyMap<string, string>,
  id: string | null,
): { id: string; name: string } | null {
  return id === null ? null : { id, name: names.get(id) ?? id }
}
