import { paperSettings, type PaperSettings } from '@chuangyuan/contract/paper'
import type { Deps } from '../../deps.ts'
import type { ReadTx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { districtStore } from '../district/public.ts'
import { paperSettingsStore } from './settings-store.ts'

/**
 * As it is before an office says otherwise. A campaign office usually may not use the government's own document
 * number, so the marks are its own. The ladder follows Jiangmen's circulars (待核对 for any other place).
 */
function shippedSettings(district: string): PaperSettings {
  const number = (mark: string) => ({ mark, style: 'number' as const })
  const issue = (mark: string) => ({ mark, style: 'issue' as const })
  return {
    issuer: `${district}创建国家园林城市工作办公室`.slice(0, 60),
    series: {
      notice: number('创园整'),
      'supervision-order': number('创园督'),
      circular: number('创园通'),
      'red-black-list': number('创园通'),
      daily: issue('创园日报'),
      weekly: issue('创园周报'),
      'rectification-list': issue('整改清单'),
      'site-sheet': issue('点位一页纸'),
      minutes: issue('创园会议纪要'),
    },
    redBlack: {
      least: 3,
      red: 5,
      black: 3,
      ladder: ['由分管领导约谈', '由组织部门约谈', '启动正式问责'],
    },
  }
}

export async function settingsOf({
  query,
  districtId,
}: ReadTx): Promise<{ readonly version: number; readonly settings: PaperSettings }> {
  const latest = await paperSettingsStore(query, districtId).latest()
  const [district] = await districtStore(query).list()
  const shipped = shippedSettings(district?.name ?? '')
  if (latest === undefined) return { version: 0, settings: shipped }
  // A kind that came with a later version of the product is numbered as shipped until the office says otherwise.
  const series = Object.assign({}, shipped.series, latest.settings['series'])
  const settings = paperSettings.parse({ ...latest.settings, series })
  return { version: latest.version, settings }
}

export function changeSettings(
  { db, clock }: Deps,
  by: Session,
  { basedOn, settings }: { readonly basedOn: number; readonly settings: PaperSettings },
): Promise<{ version: number }> {
  return db.transact(by, async (tx) => {
    const { version: current, settings: before } = await settingsOf(tx)
    if (current !== basedOn) throw new Refused('request.stale', { version: current })
    const version = current + 1
    await paperSettingsStore(tx.query, tx.districtId).add({
      ...{ version, settings: JSON.stringify(settings) },
      ...{ changed_by: by.accountId, changed_at: new Date(clock()) },
    })
    const details = { version, before, after: settings }
    tx.journal.record({ verb: 'paper.settings-changed', who: by.accountId, what: tx.districtId, details })
    return { version }
  })
}
