import { addDays, parseDay, type Day } from '@chuangyuan/domain/day'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import type { UnitRow } from './rows.ts'
import { population } from './settlement.ts'
import type { AnswerRow, FigureRow, IncidentStatementRow, SeenDefectRow } from './standing-rows.ts'
import { unitNamed } from './unit-rows.ts'

type Reported = readonly [quantity: string, value: number, unit: Unit, source: string, by: string]

/** At the end of last year. What is not here nobody has reported: nine figures are missing on purpose. */
const reported: readonly Reported[] = [
  ['non-farming-population', population, 'person', '公安户籍年报', '公安青禾分局'],
  ['centre-park-green-per-head', 3.9, 'm2-per-person', '绿地普查台账', '区园林局'],
  ['road-green-standard-share', 83.5, 'percent', '道路绿化普查', '区园林局'],
  ['new-estate-green-share', 33.1, 'percent', '竣工绿地核实表', '区住建局'],
  ['old-estate-green-share', 21.4, 'percent', '老旧小区改造台账', '区住建局'],
  ['garden-estate-share', 57.2, 'percent', '园林式居住区命名文件', '区住建局'],
  ['standard-unit-share', 74.6, 'percent', '单位绿化达标名单', '区园林局'],
  ['nursery-land-share', 1.3, 'percent', '苗圃用地台账', '区园林局'],
  ['own-sapling-share', 82, 'percent', '苗木采购统计', '区园林局'],
  ['planting-survival-rate', 91.2, 'percent', '春季造林验收', '区林业站'],
  ['waste-harmless-rate', 100, 'percent', '城建统计年报', '区城管局'],
  ['sewage-treatment-rate', 97.8, 'percent', '城建统计年报', '区水务局'],
  ['good-air-days', 268, 'day', '环境质量公报', '区环境分局'],
  ['surface-water-class', 3, 'class', '环境质量公报', '区环境分局'],
  ['gas-coverage', 99.2, 'percent', '城建统计年报', '区住建局'],
  ['buses-per-10k', 11.4, 'vehicle-per-10k-person', '交通统计年报', '区交通局'],
  ['lighting-installed-rate', 98.6, 'percent', '照明设施普查', '区城管局'],
  ['lighting-lit-rate', 97.4, 'percent', '照明巡检月报', '区城管局'],
  ['water-supply-coverage', 100, 'percent', '城建统计年报', '区水务局'],
  ['public-toilets-per-10k', 3.6, 'per-10k-person', '公厕台账', '区城管局'],
]

/**
 * The base indicators at the end of the last six years, oldest first. They rise every year and stay
 * below what the map shows today. A rise over five years takes six figures.
 */
const history: readonly (readonly [quantity: string, unit: Unit, values: readonly number[]])[] = [
  ['green-rate', 'percent', [28.1, 28.6, 29.2, 29.7, 30.2, 30.7]],
  ['green-coverage', 'percent', [33.2, 33.8, 34.3, 35.0, 35.6, 36.3]],
  ['park-green-per-head', 'm2-per-person', [5.51, 5.78, 6.02, 6.31, 6.54, 6.72]],
]

export function figureRows(today: Day, units: readonly UnitRow[]): readonly FigureRow[] {
  const year = Number(today.slice(0, 4))
  const landscape = unitNamed(units, '区园林局').code
  return [
    ...reported.map(([quantity, value, unit, source, by]) => ({
      quantity,
      value,
      unit,
      asOf: yearEnd(year - 1),
      source: `${String(year - 1)}年${source}（演示数据）`,
      reportedBy: unitNamed(units, by).code,
    })),
    ...history.flatMap(([quantity, unit, values]) =>
      values.map((value, n) => ({
        quantity,
        value,
        unit,
        asOf: yearEnd(year - values.length + n),
        source: `${String(year - values.length + n)}年绿化统计年报（演示数据）`,
        reportedBy: landscape,
      })),
    ),
  ]
}

function yearEnd(year: number): Day {
  const day = parseDay(`${String(year)}-12-31`)
  if (day === undefined) throw new Error(`no year ${String(year)}`)
  return day
}

type Answered = readonly [row: string, met: boolean, by: string, note: string]

/** By row; each has one clause. The other qualitative rows are still unanswered. */
const answered: readonly Answered[] = [
  ['management-law', true, '区创建办', '条例执行情况报告已归档'],
  ['management-leaders', true, '区创建办', '指挥部成立文件与投入决算已归档'],
  ['management-body', true, '区委编办', '机构职能文件已归档'],
  ['management-rules', true, '区园林局', '管理办法汇编已归档'],
  ['management-enforcement', false, '区城管局', '驿东街道两处占绿停车未恢复'],
  ['planning-park-design', true, '区园林局', '施工图审查意见齐全'],
  ['landscape-culture', true, '区文旅局', '古槐历史文化街区保护规划已批准'],
  ['landscape-old-trees', false, '区园林局', '24株古树中3株未落实养护责任人'],
  ['parks-fine-works', true, '区园林局', '人民公园、稻香湿地公园'],
  ['parks-even-layout', false, '区园林局', '驿东街道铁路沿线500米内没有公园'],
  ['parks-biomass', true, '区园林局', '乔灌草配置符合要求'],
  ['shores-green', true, '区水务局', '澜水两岸绿带贯通，新穗段在建'],
  ['special-plan', true, '区资规分局', '绿地系统规划已批准'],
]

export function answerRows(today: Day, units: readonly UnitRow[]): readonly AnswerRow[] {
  return answered.map(([row, met, by, note], n) => ({
    row,
    clause: '1',
    met,
    finder: unitNamed(units, by).code,
    on: addDays(today, -3 - n * 2),
    note: `${note}（演示数据）`,
  }))
}

export function incidentStatementRows(
  today: Day,
  units: readonly UnitRow[],
): readonly IncidentStatementRow[] {
  return [{ row: 'special-destruction', finder: unitNamed(units, '区城管局').code, on: addDays(today, -10) }]
}

/** Dead trees the district's own walk has found; each takes points in the pack. */
export function seenDefectRows(today: Day, streetCode: (letter: string) => string): readonly SeenDefectRow[] {
  const seen = [
    ['F', 3],
    ['K', 5],
    ['M', 2],
  ] as const
  return seen.map(([letter, count], n) => ({
    finding: 'dead-tree',
    row: 'greening',
    street: streetCode(letter),
    count,
    on: addDays(today, -6 - n),
  }))
}
