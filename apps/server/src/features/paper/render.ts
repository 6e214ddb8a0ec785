import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import type { Filling } from '@chuangyuan/domain/paper/fields'
import { orRefuse } from '../../http/refused.ts'
import { momentText } from './finding-lines.ts'
import type { PaperRow } from './store.ts'

/** What a paper gets besides its own fields, the number once it has one. */
interface Heading {
  readonly issuer: string
  readonly number: string | null
  readonly on: Instant
}

/** The whole filling of a paper, as its template sees it. */
export function fillingOf(
  { title, addressed, copies, batch, filling, counted_at }: PaperRow,
  { issuer, number, on }: Heading,
): Filling {
  return {
    ...filling,
    发文机关: issuer,
    文号: number ?? '（印发时编号）',
    标题: title,
    主送: addressed,
    抄送: copies,
    有抄送: copies === '' ? [] : [{}],
    成文日期: officialDay(dayOf(on)),
    统计截至: momentText(counted_at.getTime() as Instant),
    批次: batch === null ? '' : String(batch),
  }
}

export async function render(template: Uint8Array, paper: PaperRow, heading: Heading): Promise<Uint8Array> {
  const { fillTemplate } = await import('@chuangyuan/paper/template')
  return orRefuse(fillTemplate(template, fillingOf(paper, heading)))
}
