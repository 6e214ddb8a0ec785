import type { LayerRow } from '@chuangyuan/contract/layer'
import { dayOf } from '@chuangyuan/domain/day'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { rowOf } from './show-layers.ts'
import { layerStore } from './store.ts'

/** Takes a layer out of use. Its bytes and its row stay, so that a mistake is undone by `restoreLayer`. */
export function removeLayer(deps: Deps, by: Session, layerId: string): Promise<LayerRow> {
  return setRemoved(deps, by, layerId, deps.clock())
}

export function restoreLayer(deps: Deps, by: Session, layerId: string): Promise<LayerRow> {
  return setRemoved(deps, by, layerId, null)
}

function setRemoved({ db, clock }: Deps, by: Session, layerId: string, at: number | null): Promise<LayerRow> {
  return db.transact(by, async (tx) => {
    const store = layerStore(tx.query, tx.districtId)
    const before = orNotFound(await store.layer(layerId), 'layer')
    if (at !== null && before.removedAt !== null) throw new Refused('layer.removed-already')
    if (at === null && before.removedAt === null) throw new Refused('layer.not-removed')
    await store.setRemoved(layerId, at)
    const { kind, name, asOf } = before
    tx.journal.record({
      verb: at === null ? 'layer.restored' : 'layer.removed',
      who: by.accountId,
      what: layerId,
      details: { kind, name, asOf },
    })
    return rowOf(tx, orNotFound(await store.layer(layerId), 'layer'), dayOf(clock()))
  })
}
