import type { MatterAction } from '@chuangyuan/domain/matter/matter'
import { addDays, type Day } from '@chuangyuan/domain/day'
import type { StreetRow, UnitRow } from './rows.ts'
import { unitNamed } from './unit-rows.ts'

/** 交办事项, and what came of it. */
export interface MatterRow {
  readonly title: string
  readonly words: string
  /** Codes of units. */
  readonly unit: string
  readonly assisting: readonly string[]
  readonly dueOn: Day
  readonly steps: readonly MatterStepRow[]
}

export interface MatterStepRow {
  readonly action: MatterAction
  readonly by: 'office' | 'unit'
  readonly on: Day
  readonly words: string
  /** The day that a postponement moves it to. */
  readonly until?: Day
}

/** 会议, with what it decided. */
export interface MeetingRow {
  readonly title: string
  readonly heldOn: Day
  readonly place: string
  readonly attendees: string
  readonly agenda: readonly string[]
  readonly words: string
  readonly decisions: readonly MatterRow[]
}

/** The office's last days: two meetings, and what was promised in public (表态). */
export interface OfficeRows {
  readonly meetings: readonly MeetingRow[]
  readonly commitments: readonly MatterRow[]
}

interface Told {
  readonly title: string
  /** Short name; the first street's own office where there is none. */
  readonly unit?: string
  readonly with?: readonly string[]
  /** Days from today, as everything here. */
  readonly due: number
  readonly steps?: readonly (readonly [
    MatterAction,
    MatterStepRow['by'],
    on: number,
    words: string,
    until?: number,
  ])[]
}

const first: readonly Told[] = [
  {
    ...{ title: '主次干道行道树缺株补植到位', unit: '区园林局', with: ['区城管局'], due: -2 },
    steps: [
      ['note', 'unit', -6, '苗木已到场，先补主干道'],
      ['answer', 'unit', -3, '缺株全部补植，支撑、浇水到位'],
      ['accept', 'office', -2, '抽看三条路，属实'],
    ],
  },
  { title: '报送古树名木清单与养护责任人', unit: '区园林局', with: ['区林业站'], due: -1 },
  {
    ...{ title: '沿街店面前绿化摸底成表', due: -2 },
    steps: [['answer', 'unit', -2, '已摸底，成表上报']],
  },
  {
    ...{ title: '清理占绿摆摊的经营点', unit: '区城管局', with: ['区市场监管局'], due: -3 },
    steps: [['postpone', 'office', -4, '集市搬迁后一并清理', 4]],
  },
]

const second: readonly Told[] = [
  {
    ...{ title: '老旧小区裸土补绿方案', unit: '区房管中心', with: ['区住建局'], due: 6 },
    steps: [['note', 'office', -1, '方案先报创建办会看']],
  },
  { title: '公园导览牌、警示牌统一更换', unit: '区园林局', due: 3 },
  { title: '报送近三年园林绿化建设资金明细', unit: '区财政局', with: ['区统计局'], due: -1 },
]

const promised: readonly Told[] = [
  {
    ...{ title: '年内再建成三处口袋公园', unit: '区园林局', due: 45 },
    steps: [['note', 'unit', -1, '一处已开工']],
  },
  {
    ...{ title: '一周内清完辖区绿地垃圾积存点', due: -5 },
    steps: [
      ['answer', 'unit', -6, '十一处全部清完'],
      ['return', 'office', -5, '现场仍有两处，请再清'],
      ['answer', 'unit', -4, '两处已清，落实了日巡'],
      ['accept', 'office', -3, '复看属实'],
    ],
  },
  { title: '河岸绿道断点月底前贯通', unit: '区水务局', with: ['区园林局'], due: 12 },
]

export function officeRows(today: Day, units: readonly UnitRow[], streets: readonly StreetRow[]): OfficeRows {
  const ownOffice = units.find(({ kind, street }) => kind === 'street' && street === streets[0]?.code)
  const matter = ({ title, unit, with: assisting = [], due, steps = [] }: Told): MatterRow => ({
    title: `${title}（演示）`,
    words: '',
    unit: (unit === undefined ? ownOffice : unitNamed(units, unit))?.code ?? '',
    assisting: assisting.map((each) => unitNamed(units, each).code),
    dueOn: addDays(today, due),
    steps: steps.map(([action, by, on, words, until]) => ({
      ...{ action, by, on: addDays(today, on), words },
      ...(until === undefined ? {} : { until: addDays(today, until) }),
    })),
  })
  const meeting = (
    daysAgo: number,
    title: string,
    agenda: readonly string[],
    decisions: readonly Told[],
  ) => ({
    ...{ title: `${title}（演示）`, heldOn: addDays(today, -daysAgo), place: '青禾区演示会议室', agenda },
    attendees: '创建办、各街道、各责任单位（演示）',
    words: '会议听取了进展，议定事项由创建办跟办。（演示）',
    decisions: decisions.map(matter),
  })
  return {
    meetings: [
      meeting(9, '创建工作第一次调度会', ['补植进度', '古树名木台账', '沿街店面绿化'], first),
      meeting(2, '创建工作第二次调度会', ['老旧小区补绿', '建设资金归集'], second),
    ],
    commitments: promised.map(matter),
  }
}
