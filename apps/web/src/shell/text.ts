import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { parseDay } from '@chuangyuan/domain/day'
import type { Messages } from '../messages/zh-cn.ts'
import { formatDay } from './format.ts'
import { i18n, messages } from './language.ts'

type Path<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Path<Tree[Key]>}`
}[keyof Tree & string]

/** Address of a sentence in the message tree, e.g. `site.title`. An unknown one is a type error. */
export type MessageKey = Path<Omit<Messages, 'refusal' | 'refusalDetail'>>

type Named = Readonly<Record<string, string | number>>

/** The sentence in the reader's language; reactive, like everything read during rendering. */
export function t(key: MessageKey, named: Named = {}): string {
  return i18n.global.t(key, named)
}

/** The sentence for a refusal code, filled in with the refusal's details. */
export function refusalSentence(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}): string {
  const sentence = messages.value?.refusal[code] ?? code
  const named = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, detailWords(name, String(value))]),
  )
  return i18n.global.rt(sentence, named)
}

/** A day as papers write it, a code in words; anything else as it is. */
function detailWords(name: string, value: string): string {
  const day = parseDay(value)
  return day === undefined ? (messages.value?.refusalDetail[name]?.[value] ?? value) : formatDay(day)
}
