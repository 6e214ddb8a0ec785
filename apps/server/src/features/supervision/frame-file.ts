import type { FrameRow, Stratum } from '@chuangyuan/domain/supervision/draw'
import type { DrawSeed } from '@chuangyuan/domain/supervision/xoshiro'
import { createHash } from 'node:crypto'

/** A row of the frame with the words by which people know it. */
export interface LabelledRow extends FrameRow {
  readonly label: string
}

export interface Frame {
  readonly rows: readonly LabelledRow[]
  readonly strata: readonly Stratum[]
}

const headings = ['层', '层内件数', '抽取件数', '编号', '内容'] as const
/** Tells Excel that the file is UTF-8. */
const byteOrderMark = '\ufeff'

/**
 * The frame (总体) as the file that is frozen and given away: rows by stratum
 * and id, and with each the size and the sample of its stratum, so that the
 * file and the seed are all that a draw needs.
 */
export function frameFile({ rows, strata }: Frame): string {
  const stratumOf = new Map(strata.map((each) => [each.stratum, each]))
  const lines = rows
    .toSorted((one, other) => compared(one.stratum, other.stratum) || compared(one.id, other.id))
    .map(({ id, stratum, label }) => {
      const { size, sample } = stratumOf.get(stratum) ?? { size: 0, sample: 0 }
      return [stratum, String(size), String(sample), id, label]
    })
  return (
    byteOrderMark + [[...headings], ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
  )
}

/** Reads the file back; undefined where it is not one of ours or its numbers contradict its rows. */
export function readFrameFile(text: string): Frame | undefined {
  const [first, ...lines] = text.replace(byteOrderMark, '').split(/\r?\n/)
  if (first !== headings.map(quoted).join(',')) return undefined
  const cells = lines.filter((line) => line !== '').map(cellsOf)
  const rows = cells.map(([stratum = '', , , id = '', label = '']) => ({ stratum, id, label }))
  const strata = new Map(
    cells.map(([stratum = '', size, sample]) => [
      stratum,
      { stratum, size: Number(size), sample: Number(sample) },
    ]),
  )
  const whole = [...Map.groupBy(rows, ({ stratum }) => stratum)].every(([stratum, own]) => {
    const said = strata.get(stratum)
    return said?.size === own.length && said.sample >= 1 && said.sample <= said.size
  })
  return whole && rows.length > 0 ? { rows, strata: [...strata.values()] } : undefined
}

/** SHA-256 of the file's bytes, as `sha256sum` prints it. */
export function frameHash(file: string): string {
  return createHash('sha256').update(file, 'utf8').digest('hex')
}

/**
 * The first 128 bits of SHA-256 over the frame's hash, a line feed and the
 * announced text. With the frame in it, the same lottery number gives another
 * sample for another frame.
 */
export function drawSeed(hash: string, announced: string): DrawSeed {
  const digest = createHash('sha256')
    .update(`${hash}\n${announced.trim().normalize('NFC')}`, 'utf8')
    .digest()
  return [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8), digest.readUInt32BE(12)]
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function quoted(cell: string): string {
  const flat = cell.replace(/[\r\n]+/g, ' ')
  return /[",]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
    .slice(0, headings.length)
    .map(([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain ?? '')
}
