import type { ImportRow } from '@chuangyuan/contract/intake'
import { i18n, messages } from '../../shell/language.ts'
import { t } from '../../shell/text.ts'

/** What is wrong with a row, in the reader's language, with the heading it is wrong under. */
export function faultSentence({ code, details, heading }: ImportRow['faults'][number]): string {
  const named = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String).join('、') : String(value),
    ]),
  )
  const sentence = i18n.global.rt(messages.value?.intake.fault[code] ?? code, named)
  return heading === '' ? sentence : `${heading}：${sentence}`
}

const steps = ['reading', 'comparing', 'marking', 'saving', 'checking', 'writing'] as const

export function stepName(note: string): string {
  const step = steps.find((each) => each === note)
  return step === undefined ? '' : t(`intake.step.${step}`)
}
