import { dayOf, officialDay } from '@chuangyuan/domain/day'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { gapSheets } from './gap-sheets.ts'
import { scoreOf } from './read-score.ts'
import { headings } from './texts.ts'

/** The gap list that a leading unit takes away: what is lost, what nobody has assessed, and who leads. */
export async function exportGaps(deps: Deps, by: Session, campaign: string | undefined): Promise<FileReply> {
  const { scored, duties } = await deps.db.read(by, async (tx) => {
    const found = await scoreOf(deps, tx, { campaign })
    if (found === undefined) throw new Refused('score.no-campaign')
    return { scored: found, duties: await placeStore(tx.query, tx.districtId).duties(found.campaign.packKey) }
  })
  const { assessment } = scored
  const lead = Map.groupBy(
    duties.filter(({ part }) => part === 'lead'),
    ({ itemId }) => itemId,
  )
  const content = await writeWorkbook({
    title: `${scored.campaign.name} ${headings.title}（${officialDay(assessment.today)}）`,
    sheets: gapSheets(assessment, (row) => (lead.get(row) ?? []).map(({ unitName }) => unitName)),
  })
  return { fileName: `${headings.title}${officialDay(dayOf(deps.clock()))}.xlsx`, content }
}
