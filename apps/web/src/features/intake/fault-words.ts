import { i18n } from '../../shell/language.ts'
import { t } from '../../shell/text.ts'

interface Fault<Code> {
  readonly code: Code
  readonly heading: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What is wrong with a row, in the reader's language, with the heading it is wrong under. */
export function faultSentence<Code extends string>(
  { code, details, heading }: Fault<Code>,
  sentences: Readonly<Record<Code, string>> | undefined,
): string {
  const named = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String).join('、') : String(value),
    ]),
  )
  const sentence = i18n.global.rt(sentences?.[code] ?? code, named)
  return heading === '' ? sentence : `${heading}：${sentence}`
}

const steps = ['reading', 'comparing', 'marking', 'saving', 'checking', 'writing'] as const

export function stepName(note: string): string {
  const step = steps.find((each) => each === note)
  return step === undefined ? '' : t(`intake.step.${step}`)
}
