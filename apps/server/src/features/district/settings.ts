import type { DistrictSettings } from '@chuangyuan/contract/district'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { districtStore } from './store.ts'

export function readSettings({ db }: Deps, by: Session): Promise<DistrictSettings> {
  return db.read(by, async ({ query, districtId }) =>
    orNotFound(await districtStore(query).settings(districtId), 'district'),
  )
}

/** The journal has the review number and whether the key changed, not the key. */
export function changeSettings(
  { db }: Deps,
  by: Session,
  settings: DistrictSettings,
): Promise<DistrictSettings> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    const store = districtStore(query)
    const before = orNotFound(await store.settings(districtId, { lock: true }), 'district')
    await store.changeSettings(districtId, settings)
    journal.record({
      verb: 'district.settings-changed',
      who: by.accountId,
      what: districtId,
      details: {
        before: before.tianditu?.reviewNumber ?? null,
        after: settings.tianditu?.reviewNumber ?? null,
        keyChanged: before.tianditu?.key !== settings.tianditu?.key,
      },
    })
    return settings
  })
}
