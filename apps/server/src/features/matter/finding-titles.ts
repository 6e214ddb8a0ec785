import type { ReadTx } from '../../db/transact.ts'
import { rulesOf } from '../finding/public.ts'

/** How a finding is called in a list of things of several sorts: its kind, and where. */
export async function findingTitles(tx: ReadTx): Promise<(kind: string, place: string) => string> {
  const { handbook } = await rulesOf(tx)
  const kinds = new Map(handbook.kinds.map(({ id, name }) => [id, name]))
  return (kind, place) => `${kinds.get(kind) ?? kind} · ${place}`
}
