import { units } from '@chuangyuan/domain/standard/unit'
import type { SheetDefinition } from './sheet-definition.ts'

export const targetsTitle = '任务指标'

/** Printed on the first sheet. */
export const targetsNotes: readonly string[] = [
  '“任务指标”和“任务分解”改好后整本导入，按指标编号、按街道或项目名称对应；表中没有的行不会被删除。',
  '任务数、分解数至多三位小数，单位与指标相同。分解数之和与任务数不符时照实显示，系统不替您摊。',
  '“进度”表只供查看，不导入：进度须有凭据，请在系统中逐笔记。',
]

const unitChoices = Object.entries(units)
  .filter(([, { symbol }]) => symbol !== '')
  .map(([value, { symbol }]) => ({ value, label: symbol }))

/** What the city has set. The kinds to choose from are the district's own. */
export const targetSheet = {
  name: targetsTitle,
  aliases: ['指标', '任务指标表'],
  purpose: '市里下达的指标，一行一项。',
  rowKey: ['code'],
  columns: [
    { key: 'code', heading: '指标编号', kind: 'code', required: true, example: 'ZB-01' },
    { key: 'kind', heading: '种类', kind: 'text', maxLength: 100, required: true, example: '新增绿地' },
    {
      key: 'name',
      heading: '指标名称',
      kind: 'text',
      maxLength: 100,
      required: true,
      width: 24,
      example: '新增绿地面积',
    },
    { key: 'amount', heading: '任务数', kind: 'number', min: 0, required: true, example: '36.5' },
    {
      key: 'unit',
      heading: '计量单位',
      kind: 'one-of',
      choices: unitChoices,
      help: '不填按种类的单位。',
      example: '公顷',
    },
    { key: 'startsOn', heading: '起算日', kind: 'day', required: true, example: '2026年1月1日' },
    {
      key: 'dueOn',
      heading: '完成期限',
      aliases: ['截止日期'],
      kind: 'day',
      required: true,
      example: '2026年12月31日',
    },
    {
      key: 'source',
      heading: '下达依据',
      kind: 'text',
      maxLength: 300,
      width: 30,
      example: '市创建指挥部任务书',
    },
  ],
} as const satisfies SheetDefinition

export const buildChoices = [
  { value: 'new', label: '新建' },
  { value: 'existing', label: '已建' },
  { value: 'renewed', label: '改建', aliases: ['改造', '旧改'] },
] as const

/** Streets' shares and named projects. */
export const partSheet = {
  name: '任务分解',
  aliases: ['分解', '任务分解表'],
  purpose: '分到街道的数，或列名的项目。填了项目名称就是项目，没填就是街道的分解数。',
  rowKey: ['target', 'street', 'name'],
  columns: [
    { key: 'target', heading: '指标编号', kind: 'code', required: true, example: 'ZB-01' },
    { key: 'street', heading: '街道', kind: 'text', maxLength: 60, example: '古槐街道' },
    {
      key: 'name',
      heading: '项目名称',
      kind: 'text',
      maxLength: 100,
      width: 24,
      help: '街道的分解数不填。',
      example: '',
    },
    { key: 'unit', heading: '责任单位', kind: 'text', maxLength: 100, example: '区园林局' },
    { key: 'planned', heading: '分解数', kind: 'number', min: 0, required: true, example: '4.2' },
    {
      key: 'build',
      heading: '建设类别',
      kind: 'one-of',
      choices: buildChoices,
      help: '只有园林式单位、居住区填，决定绿地率门槛。',
      example: '新建',
    },
    {
      key: 'greenRate',
      heading: '绿地率',
      kind: 'number',
      min: 0,
      max: 100,
      unit: 'percent',
      example: '36%',
    },
  ],
} as const satisfies SheetDefinition

/** Written only. */
export const progressSheet = {
  name: '进度',
  purpose: '逐笔记录，只供查看。',
  columns: [
    { key: 'target', heading: '指标', kind: 'text', width: 24, example: '' },
    { key: 'part', heading: '街道或项目', kind: 'text', width: 24, example: '' },
    { key: 'figure', heading: '口径', kind: 'text', example: '' },
    { key: 'on', heading: '日期', kind: 'day', example: '' },
    { key: 'amount', heading: '数量', kind: 'number', example: '' },
    { key: 'measure', heading: '单位', kind: 'text', width: 10, example: '' },
    { key: 'words', heading: '凭据', kind: 'text', width: 40, example: '' },
    { key: 'photos', heading: '照片', kind: 'number', example: '' },
    { key: 'by', heading: '记录人', kind: 'text', example: '' },
  ],
} as const satisfies SheetDefinition
