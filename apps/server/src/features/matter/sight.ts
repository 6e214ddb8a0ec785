import { may } from '@chuangyuan/domain/identity/may'
import type { ReadTx } from '../../db/transact.ts'
import type { Session } from '../../http/session.ts'
import { partyOf } from '../finding/public.ts'
import type { MatterSight } from './store.ts'

/** Whoever reads matters in the whole district sees all; others what their units owe or help with. */
export async function sightOf(tx: ReadTx, by: Session): Promise<MatterSight> {
  return may(by.grants, 'matter.read').ok ? 'all' : { unitIds: (await partyOf(tx, by)).unitIds }
}

export function mayGive(by: Session): boolean {
  return may(by.grants, 'matter.give').ok
}
