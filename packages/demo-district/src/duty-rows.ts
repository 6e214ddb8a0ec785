import { addDays, type Day } from '@chuangyuan/domain/day'
import type { PostRow, UnitRow } from './rows.ts'
import type { DutyRow } from './standing-rows.ts'
import { unitNamed } from './unit-rows.ts'

type Duty = readonly [row: string, lead: string | undefined, assisting: readonly string[]]

/** Every so many rows the unit is named and the person is not. */
const unnamedEvery = 17

/** By row of the pack. Four rows have no lead yet, and the rows nobody has thought of are not here at all. */
const duties: readonly Duty[] = [
  ['management-law', '区园林局', ['区城管局']],
  ['management-leaders', '区委办', ['区政府办', '区财政局', '区创建办']],
  ['management-ideas', '区创建办', ['区政府办']],
  ['management-demonstration', '区创建办', ['区委宣传部']],
  ['management-body', '区委编办', ['区园林局']],
  ['management-rules', '区园林局', ['区政府办']],
  ['management-enforcement', '区城管局', ['区园林局', '公安青禾分局']],
  ['management-research', '区科技局', ['区园林局', '区人社局']],
  ['planning-green-system', '区资规分局', ['区园林局']],
  ['planning-complete-system', '区资规分局', ['区园林局']],
  ['planning-plant-diversity', '区园林局', ['区林业站']],
  ['planning-park-design', '区园林局', ['区住建局']],
  ['landscape-culture', '区文旅局', ['区住建局', '古槐街道']],
  ['landscape-layout', '区资规分局', ['区城管局', '区住建局']],
  ['landscape-old-trees', '区园林局', ['区文旅局', '古槐街道', '文澜街道']],
  ['base-park-green-per-head', '区园林局', ['区资规分局', '区财政局', '新穗街道']],
  ['base-green-rate', '区园林局', ['区资规分局', '区住建局']],
  ['base-green-coverage', '区园林局', ['区城管局', '区交通局']],
  ['indicators-rising', '区园林局', ['区统计局']],
  ['district-gap-rates', '区园林局', ['古槐街道', '驿东街道', '新穗街道']],
  ['district-gap-per-head', '区园林局', ['古槐街道', '驿东街道', '新穗街道']],
  ['centre-per-head', '区园林局', ['古槐街道']],
  ['roads-with-trees', '区园林局', ['区交通局', '区城管局']],
  ['road-green-standard', '区园林局', ['区住建局']],
  ['trunk-road-green', undefined, ['区交通局']],
  ['new-estates', '区住建局', ['区资规分局']],
  ['old-estates', '区住建局', ['区房管中心', '古槐街道', '驿东街道']],
  ['garden-estates', '区住建局', ['区园林局', '安禾物业', '泽邻物业']],
  ['units-meeting-standard', '区园林局', ['区教育局', '区卫健局']],
  ['units-advanced', '区园林局', ['区教育局', '区卫健局']],
  ['units-households', undefined, ['区民政局']],
  ['open-walls', '区城管局', ['区住建局']],
  ['nursery-land', '区园林局', ['区资规分局', '禾苗苗圃']],
  ['own-saplings', '区园林局', ['禾苗苗圃']],
  ['planting-survival', '区园林局', ['区林业站']],
  ['planting-duty', '区园林局', ['区教育局', '区委宣传部']],
  ['vertical-green', '区园林局', ['区城管局', '区交通局']],
  ['roof-green', undefined, ['区住建局', '商管公司']],
  ['parks-fine-works', '区园林局', []],
  ['parks-even-layout', '区园林局', ['区资规分局', '驿东街道', '铁路工务段']],
  ['parks-planted-share', '区园林局', ['市公园处']],
  ['parks-biomass', '区园林局', ['市公园处']],
  ['ecology-surroundings', '区林业站', ['区园林局']],
  ['ecology-protective-green', '区园林局', ['铁路工务段', '区环境分局']],
  ['waste-harmless', '区城管局', ['市环卫集团']],
  ['sewage-treated', '区水务局', ['市水务集团']],
  ['air-days', '区环境分局', ['区交通局', '区气象局']],
  ['surface-water', '区环境分局', ['区水务局']],
  ['shores-green', '区水务局', ['区园林局']],
  ['gas', '区住建局', []],
  ['buses', '区交通局', []],
  ['public-transport', '区交通局', ['交警青禾大队']],
  ['lighting-installed', '区城管局', []],
  ['lighting-lit', '区城管局', []],
  ['road-area', '区住建局', ['区交通局']],
  ['water-supply', '区水务局', ['市水务集团']],
  ['water-quality', '区水务局', ['区卫健局']],
  ['mechanical-sweeping', '区城管局', ['市环卫集团']],
  ['public-toilets', '区城管局', ['区卫健局']],
  ['special-plan', '区资规分局', ['区园林局']],
  ['special-destruction', '区城管局', ['公安青禾分局']],
  ['special-bonus', undefined, []],
]

export function dutyRows(
  today: Day,
  units: readonly UnitRow[],
  posts: readonly PostRow[],
): readonly DutyRow[] {
  return duties.map(([row, lead, assisting], n) => {
    const unit = lead === undefined ? undefined : unitNamed(units, lead)
    const post = posts.find((each) => each.unit === unit?.code && each.body === undefined)
    return {
      row,
      ...(unit === undefined ? {} : { lead: unit.code }),
      assisting: assisting.map((name) => unitNamed(units, name).code),
      ...(post === undefined || n % unnamedEvery === 5 ? {} : { responsiblePost: post.code }),
      dueOn: addDays(today, 40 + (n % 5) * 20),
    }
  })
}
