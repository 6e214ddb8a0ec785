import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { parseDay } from '@chuangyuan/domain/day'
import type { Zone } from '@chuangyuan/domain/standard/applicant'
import { quantityOf, type Pack } from '@chuangyuan/domain/standard/pack'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { z } from 'zod'
import { unitNamed } from '../../apps/server/src/features/intake/compare/figure-unit.ts'
import { CannotAssess } from './read-layers.ts'

const figure = z.strictObject({
  quantity: z.string(),
  zone: z.string().optional(),
  value: z.number(),
  unit: z.string(),
  asOf: z.string(),
  source: z.string(),
})

/** Reported figures: the sheet 上报数据 of the district workbook, a CSV with its headings, or a JSON list. */
export async function readFigures(file: string, pack: Pack, zones: readonly Zone[]): Promise<Figure[]> {
  const bytes = new Uint8Array(readFileSync(file))
  const given = file.toLowerCase().endsWith('.json') ? fromJson(file, bytes) : await fromTable(file, bytes)
  return given.map(({ quantity, zone, value, unit, asOf, source }) => {
    const known = zone === undefined ? undefined : zones.find(({ id, name }) => id === zone || name === zone)
    if (zone !== undefined && known === undefined) throw new CannotAssess(`${file}：没有“${zone}”这个街道`)
    const expected = quantityOf(pack, quantity)
    if (expected === undefined) throw new CannotAssess(`${file}：标准包中没有数据项“${quantity}”`)
    const measured = unit === '' ? { unit: expected.unit, times: 1 } : unitNamed(unit)
    if (measured === undefined) throw new CannotAssess(`${file}：不认识单位“${unit}”（${quantity}）`)
    const day = parseDay(asOf)
    if (day === undefined) throw new CannotAssess(`${file}：“${asOf}”不是日期（${quantity}）`)
    return {
      quantity,
      ...(known === undefined ? {} : { zone: known.id }),
      value: value * measured.times,
      unit: measured.unit,
      asOf: day,
      source,
      origin: 'reported',
    }
  })
}

type Given = z.output<typeof figure>

function fromJson(file: string, bytes: Uint8Array): Given[] {
  const parsed = figure.array().safeParse(JSON.parse(Buffer.from(bytes).toString()))
  if (!parsed.success) throw new CannotAssess(`${file}：${z.prettifyError(parsed.error)}`)
  return parsed.data
}

async function fromTable(file: string, bytes: Uint8Array): Promise<Given[]> {
  const read = await readWorkbook(bytes, path.basename(file), { figures: districtWorkbook.figures })
  if (!read.ok) throw new CannotAssess(`${file}：读不出来（${read.refusal.code}）`)
  return (read.value.sheets.figures?.rows ?? []).map((row) => {
    if (!row.ok) {
      const faults = row.errors.map(({ column, fault }) => `${column ?? ''} ${fault.code}`).join('；')
      throw new CannotAssess(`${file} 第 ${String(row.rowNumber)} 行：${faults}`)
    }
    const { input, zone, value, unit, on, source } = row.values
    return {
      quantity: input,
      ...(zone === undefined ? {} : { zone }),
      value,
      unit: unit ?? '',
      asOf: on,
      source,
    }
  })
}
