import { demoSeed, type DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'
import type { BuildKind } from '@chuangyuan/domain/target/garden-rule'
import { newId } from '../db/id.ts'
import type { Tx } from '../db/transact.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { targetStore, type NewPart, type NewProgress, type NewTarget } from '../features/target/public.ts'
import { randomFrom } from './scene.ts'

interface DemoTarget {
  readonly kind: string
  readonly name: string
  readonly unit: Unit
  readonly amount: number
  /** Share of the schedule that has been kept. */
  readonly pace: number
  readonly projects: readonly SiteKind[]
  /** Places are chosen by their own rule, so that nothing is shared out to streets. */
  readonly chosen?: boolean
}

const demoTargets: readonly DemoTarget[] = [
  {
    kind: 'investment',
    name: '园林绿化建设投资',
    unit: '10k-yuan',
    amount: 18_600,
    pace: 1.08,
    projects: [],
  },
  { kind: 'new-green', name: '新增绿地', unit: 'ha', amount: 42, pace: 1.07, projects: ['park'] },
  {
    kind: 'public-green',
    name: '新增公共绿地',
    unit: 'ha',
    amount: 16.8,
    pace: 0.95,
    projects: ['pocket-park'],
  },
  { kind: 'central-green', name: '中心绿地', unit: 'ha', amount: 6, pace: 0.7, projects: ['square'] },
  {
    ...{ kind: 'garden-unit', name: '园林式单位', unit: 'count', amount: 8, pace: 1, chosen: true },
    projects: ['unit', 'courtyard'],
  },
  {
    ...{ kind: 'garden-residential', name: '园林式居住区', unit: 'count', amount: 6, pace: 1, chosen: true },
    projects: ['residential-area'],
  },
  { kind: 'vertical-greening', name: '立体绿化', unit: 'm2', amount: 24_000, pace: 1.1, projects: [] },
]

const [daysGone, daysLeft] = [140, 60]
const words = '演示数据：虚构的验收记录'

/** The street whose parks are still being built, with the share of its schedule that it keeps. */
const straggler = { name: '新穗街道', kept: 0.55 } as const

/** Seven targets, broken down over the streets, with two reports of each share and one image. All of it is made up. */
export async function addTargets(
  tx: Tx,
  { streets, sites }: DemoDistrict,
  ids: DistrictIds,
  reporter: string,
  at: Instant,
): Promise<void> {
  const today = dayOf(at)
  const next = randomFrom(demoSeed + 77)
  const targets: NewTarget[] = []
  const parts: NewPart[] = []
  const entries: NewProgress[] = []
  const report = (partId: string, figure: 'built' | 'visible', days: number, amount: number) =>
    entries.push({
      ...{ id: newId(), partId, figure, on: addDays(today, -days), amount, photos: [] },
      ...{ words: figure === 'built' ? words : '演示数据：虚构的卫星影像判读', by: reporter, at },
    })

  for (const [index, { kind, name, unit, amount, pace, projects, chosen }] of demoTargets.entries()) {
    const targetId = newId()
    // Whole pieces stay whole.
    const grain = units[unit].dimension === 'count' ? 1_000 : 1
    const due = amount * 1_000
    targets.push({
      ...{ id: targetId, code: `演示-${String(index + 1).padStart(2, '0')}`, kind, name, unit, amount: due },
      ...{ starts_on: addDays(today, -daysGone), due_on: addDays(today, daysLeft - 1) },
      source: '演示数据：虚构的市任务书',
    })
    const part = (of: Omit<NewPart, 'id' | 'target_id'>): string => {
      const id = newId()
      parts.push({ id, target_id: targetId, ...of })
      return id
    }
    if (chosen !== true) {
      const people = streets.reduce((sum, street) => sum + street.people, 0)
      for (const street of streets) {
        const planned = Math.floor((due * street.people) / people / grain) * grain
        const partId = part({
          ...{ kind: 'street', name: '', street_id: ids.streets.get(street.code) ?? null, planned },
          ...{ unit_id: null, build: null, green_rate: null },
        })
        const kept = pace * (street.name === straggler.name ? straggler.kept : 0.8 + 0.4 * next())
        const built = Math.floor((planned * kept * daysGone) / (daysGone + daysLeft))
        report(partId, 'built', 75, Math.floor(built * 0.45))
        report(partId, 'built', 6, built - Math.floor(built * 0.45))
        if (unit === 'ha') report(partId, 'visible', 20, Math.floor(built * (0.6 + 0.3 * next())))
      }
    }
    const named = sites.filter((site) => projects.includes(site.kind)).slice(0, chosen === true ? amount : 3)
    for (const [at, site] of named.entries()) {
      const build: BuildKind | null = chosen === true ? (at % 3 === 2 ? 'renewed' : 'new') : null
      const greenRate = chosen === true ? 26 + Math.floor(next() * 16) : null
      const partId = part({
        ...{ kind: 'project', name: site.name, street_id: ids.streets.get(site.street) ?? null },
        ...{ planned: chosen === true ? 1_000 : Math.floor(due / 40), build, green_rate: greenRate },
        unit_id: ids.units.get(site.owner) ?? null,
      })
      // Those that reach their shipped threshold.
      if (chosen === true && (build === 'renewed' || (greenRate ?? 0) >= 36))
        report(partId, 'built', 12, 1_000)
    }
  }
  const store = targetStore(tx.query, tx.districtId)
  await store.add(targets)
  await store.addParts(parts)
  await store.addProgress(entries)
}
