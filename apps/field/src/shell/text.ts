import type { RefusalCode } from '@chuangyuan/contract/refusal'
import type { Messages } from '../messages/zh-cn.ts'
import { messages } from './language.ts'

type Path<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Path<Tree[Key]>}`
}[keyof Tree & string]

/** Address of a sentence in the message tree, e.g. `report.title`. An unknown one is a type error. */
export type MessageKey = Path<Omit<Messages, 'refusal'>>

type Named = Readonly<Record<string, unknown>>

/** The sentence in the reader's language; reactive, like everything read during rendering. */
export function t(key: MessageKey, named: Named = {}): string {
  const found = key
    .split('.')
    .reduce<unknown>((tree, part) => (tree as Named | undefined)?.[part], messages.value)
  return typeof found === 'string' ? fill(found, named) : key
}

/** The sentence for a refusal code, filled in with the refusal's details. A code that no phone should meet is shown as it is. */
export function refusalSentence({
  code,
  details,
}: {
  readonly code: RefusalCode
  readonly details: Named
}): string {
  const sentences: Partial<Record<RefusalCode, string>> = messages.value?.refusal ?? {}
  const because = String(details['because'])
  const reasons: Readonly<Record<string, string>> = messages.value?.notIndependent ?? {}
  const sentence = code === 'finding.not-independent' ? reasons[because] : undefined
  return sentence ?? fill(sentences[code] ?? t('shell.refusedOtherwise', { code }), details)
}

function fill(sentence: string, named: Named): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => (name in named ? String(named[name]) : gap))
}
