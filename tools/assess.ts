/**
 * The gap table for planners without a server: a standard, the district's map
 * files and its reported figures in, what is lost and what is open out.
 *
 *   npm run assess -- --pack garden-2000-2005 --layers 图层文件夹 --figures 上报数据.xlsx
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assess } from '@chuangyuan/domain/assessment/assess'
import { noFacts } from '@chuangyuan/domain/assessment/facts'
import { dayOf, officialDay, parseDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { applicantKinds, regions, type Applicant, type Profile } from '@chuangyuan/domain/standard/applicant'
import { measure } from '@chuangyuan/geo/measure/measure'
import { figuresOf } from '@chuangyuan/indicators/figures'
import { mapQuantities, measureInput } from '@chuangyuan/indicators/measure-plan'
import { perHeadFigures } from '@chuangyuan/indicators/per-head'
import { evaluateFormula } from '@chuangyuan/standards-data/formula'
import { shippedPack, shippedPacks } from '@chuangyuan/standards-data/shipped-packs'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { z } from 'zod'
import { gapSheets } from '../apps/server/src/features/score/gap-sheets.ts'
import { printGaps } from './assess/print-gaps.ts'
import { readFigures } from './assess/read-figures.ts'
import { CannotAssess, chooseLayers, readMap } from './assess/read-layers.ts'

const help = `用法：npm run assess -- --pack 标准 --layers 图层… [--figures 数据] [选项]

  --pack 标准        ${shippedPacks.map(({ id }) => id).join('、')}
  --layers 图层      文件夹、文件，或 类别=文件（如 green=现状绿地.zip）；可写多次
                     GeoJSON、zip 的 Shapefile、GeoPackage、KML、FlatGeobuf；类别由文件名或图层名认出
  --figures 数据     上报数据：Excel（工作表“上报数据”）、CSV 或 JSON
  --profile 概况     如 kind=district,population=512000,region=north，决定用哪一档阈值
  --tier 档次        标准分档时要达到的一档
  --as-of 日期       图上反映的日期，如 2025-10-01（缺省为评估日）
  --on 日期          评估日（缺省为今天）
  --json             结果按 JSON 打印
  --xlsx 文件        另存差距清单（Excel）
  --help             这段说明

退出码：0 已评估；2 文件或选项有误。`

const options = {
  pack: { type: 'string' },
  layers: { type: 'string', multiple: true },
  figures: { type: 'string' },
  profile: { type: 'string' },
  tier: { type: 'string' },
  'as-of': { type: 'string' },
  on: { type: 'string' },
  json: { type: 'boolean' },
  xlsx: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const profileForm = z.strictObject({
  kind: z.enum(applicantKinds).default('district'),
  region: z.enum(regions).optional(),
  population: z.coerce.number().positive().optional(),
  landPerHead: z.coerce.number().positive().optional(),
  rainfall: z.coerce.number().positive().optional(),
  historicShare: z.coerce.number().min(0).max(100).optional(),
})

function profileOf(text: string): Profile {
  const pairs = text.split(/[,，]/).filter((pair) => pair.trim() !== '')
  const read = profileForm.safeParse(Object.fromEntries(pairs.map((pair) => pair.trim().split('='))))
  if (!read.success) throw new CannotAssess(`--profile：${z.prettifyError(read.error)}`)
  const { kind, region, population, landPerHead, rainfall, historicShare } = read.data
  return {
    kind,
    ...(region === undefined ? {} : { region }),
    ...(population === undefined ? {} : { population }),
    ...(landPerHead === undefined ? {} : { landPerHead }),
    ...(rainfall === undefined ? {} : { rainfall }),
    ...(historicShare === undefined ? {} : { historicShare }),
  }
}

function dayGiven(text: string | undefined, otherwise: Day): Day {
  if (text === undefined) return otherwise
  const day = parseDay(text)
  if (day === undefined) throw new CannotAssess(`“${text}”不是日期，应写成 2025-10-01`)
  return day
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help === true) {
    console.log(help)
    return
  }
  // A pattern that the shell has spelled out leaves every file after the first without its flag.
  const given = [...(values.layers ?? []), ...positionals]
  const pack = shippedPack(values.pack ?? '')
  if (pack === undefined) throw new CannotAssess(`没有标准“${values.pack ?? ''}”\n\n${help}`)
  if (given.length === 0) throw new CannotAssess(`没有给图层\n\n${help}`)
  const today = dayGiven(values.on, dayOf(Date.now() as Instant))
  const say = (line: string) => {
    console.error(line)
  }

  const map = await readMap(await chooseLayers(given, say), dayGiven(values['as-of'], today), say)
  const input = measureInput(map, mapQuantities(pack))
  if (input === undefined) throw new CannotAssess('没有建成区图层，无法量算')
  const measured = measure(input)
  if (!measured.ok) throw new CannotAssess(`图层无法量算：${JSON.stringify(measured.refusal)}`)

  const applicant: Applicant = {
    ...profileOf(values.profile ?? ''),
    name: '申报区',
    zones: (map.layers.streets?.layer.attributes ?? []).flatMap(({ name }, at) => {
      const id = map.zones[at]
      return id === null || id === undefined
        ? []
        : [{ id, name: String(name ?? id), kind: 'street' as const }]
    }),
  }
  const own = figuresOf(pack, map, measured.value)
  const reported =
    values.figures === undefined ? [] : await readFigures(values.figures, pack, applicant.zones)
  const figures = [...perHeadFigures(pack, [...own, ...reported], today), ...own, ...reported]
  const assessment = assess(
    pack,
    applicant,
    { ...noFacts, figures },
    {
      today,
      evaluate: evaluateFormula,
      ...(values.tier === undefined ? {} : { tier: values.tier }),
    },
  )

  if (values.xlsx !== undefined) {
    const title = `${pack.title} 差距清单（${officialDay(today)}）`
    writeFileSync(values.xlsx, await writeWorkbook({ title, sheets: gapSheets(assessment, () => []) }))
    say(`已写 ${values.xlsx}`)
  }
  console.log(values.json === true ? JSON.stringify(assessment, null, 1) : printGaps(pack, assessment))
}

try {
  await run()
} catch (fault) {
  const isWrongUse =
    fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS')
  if (!(fault instanceof CannotAssess) && !isWrongUse) throw fault
  console.error(fault.message)
  process.exitCode = 2
}
