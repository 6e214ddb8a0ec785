import { preferredLanguage, type LanguageCode } from '@chuangyuan/ui/preferred-language'
import { computed, shallowRef } from 'vue'
import type { Messages } from '../messages/zh-cn.ts'

const storageKey = 'chuangyuan.language'

/** Each language is its own chunk. */
const sources: Record<LanguageCode, () => Promise<Messages>> = {
  'zh-CN': async () => (await import('../messages/zh-cn.ts')).zhCn,
  'zh-Hant': async () => (await import('virtual:messages-zh-hant')).zhHant,
  en: async () => (await import('../messages/en.ts')).en,
}

export const messages = shallowRef<Messages>()

const spoken = shallowRef<LanguageCode>('zh-CN')
export const language = computed(() => spoken.value)

export async function speak(code: LanguageCode): Promise<void> {
  messages.value = await sources[code]()
  spoken.value = code
  document.documentElement.lang = code
  localStorage.setItem(storageKey, code)
}

export function speakPreferred(): Promise<void> {
  return speak(preferredLanguage(localStorage.getItem(storageKey), navigator.languages))
}
