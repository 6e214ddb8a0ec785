export const languages = [
  { code: 'zh-CN', name: '简体中文' },
  { code: 'zh-Hant', name: '繁體中文' },
  { code: 'en', name: 'English' },
] as const
export type LanguageCode = (typeof languages)[number]['code']

/** What the reader chose before, else what the browser asks for, else simplified Chinese. */
export function preferredLanguage(stored: string | null, wanted: readonly string[]): LanguageCode {
  const kept = languages.find(({ code }) => code === stored)
  if (kept !== undefined) return kept.code
  for (const each of wanted) {
    if (/^zh-(hant|tw|hk|mo)/i.test(each)) return 'zh-Hant'
    if (/^zh/i.test(each)) return 'zh-CN'
    if (/^en/i.test(each)) return 'en'
  }
  return 'zh-CN'
}
