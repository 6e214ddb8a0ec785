import type { PaperSummary } from '@chuangyuan/contract/paper'
import { t } from '../../shell/text.ts'

/** A notice by its unit, for all of a batch have one title. */
export function paperName({ kind, title, addressed }: PaperSummary): string {
  return kind === 'notice' ? `${t('paper.kind.notice')} ${addressed}` : title
}
