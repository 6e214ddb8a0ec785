import type { AnswerOf, listAnswers } from '@chuangyuan/contract/score'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { formatDay } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

type Answer = ReplyOf<typeof listAnswers>[number]

/** What was stated, in a few words. */
export function answerWords({ answer, answeredOn }: Answer): string {
  switch (answer.kind) {
    case 'clause':
      return answer.met ? t('standard.detail.met') : t('standard.detail.unmet')
    case 'no-incident':
      return t('standard.detail.noIncidentUntil', { day: formatDay(answeredOn) })
    case 'incident':
      return t('standard.detail.happenedLine', { day: formatDay(answer.happenedOn) })
    case 'certificate':
      return `${answer.held ? t('standard.detail.held') : t('standard.detail.notHeld')} ${answer.grade ?? ''}`.trim()
    case 'document':
      return answer.exists ? t('standard.detail.exists') : t('standard.detail.missing')
    case 'finding':
      return t('standard.happened', { count: answer.count })
  }
}

/** Who found it, and on which day. */
export function foundBy({ answeredBy, answeredOn }: Answer): string {
  const day = formatDay(answeredOn)
  return answeredBy === null
    ? t('standard.detail.onDay', { day })
    : t('standard.detail.by', { name: answeredBy, day })
}

/** Whether it speaks for the district. */
export function isGood(answer: AnswerOf): boolean {
  switch (answer.kind) {
    case 'clause':
      return answer.met
    case 'no-incident':
      return true
    case 'certificate':
      return answer.held
    case 'document':
      return answer.exists
    case 'incident':
    case 'finding':
      return false
  }
}
