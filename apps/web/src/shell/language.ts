import type { Language as ElementLanguage } from 'element-plus/es/locale/index.mjs'
import { computed, shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Messages } from '../messages/zh-cn.ts'
import { preferredLanguage, type LanguageCode } from '@chuangyuan/ui/preferred-language'

const storageKey = 'chuangyuan.language'

/** Each language is its own chunk, with Element Plus's words for it. */
const sources: Record<LanguageCode, () => Promise<{ messages: Messages; element: ElementLanguage }>> = {
  'zh-CN': async () => {
    const [own, element] = await Promise.all([
      import('../messages/zh-cn.ts'),
      import('element-plus/es/locale/lang/zh-cn.mjs'),
    ])
    return { messages: own.zhCn, element: element.default }
  },
  'zh-Hant': async () => {
    const [own, element] = await Promise.all([
      import('virtual:messages-zh-hant'),
      import('element-plus/es/locale/lang/zh-tw.mjs'),
    ])
    return { messages: own.zhHant, element: element.default }
  },
  en: async () => {
    const [own, element] = await Promise.all([
      import('../messages/en.ts'),
      import('element-plus/es/locale/lang/en.mjs'),
    ])
    return { messages: own.en, element: element.default }
  },
}

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: [], messages: {} })

/** The tree itself, for texts that are looked up by something other than a path. */
export const messages = shallowRef<Messages>()

const spoken = shallowRef<LanguageCode>('zh-CN')
export const language = computed(() => spoken.value)
export const elementLanguage = shallowRef<ElementLanguage>()

export async function speak(code: LanguageCode): Promise<void> {
  const words = await sources[code]()
  i18n.global.setLocaleMessage(code, words.messages)
  i18n.global.locale.value = code
  elementLanguage.value = words.element
  messages.value = words.messages
  spoken.value = code
  document.documentElement.lang = code
  localStorage.setItem(storageKey, code)
}

export function speakPreferred(): Promise<void> {
  return speak(preferredLanguage(localStorage.getItem(storageKey), navigator.languages))
}
