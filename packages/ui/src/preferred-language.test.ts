import { describe, expect, it } from 'vitest'
import { preferredLanguage } from './preferred-language.ts'

describe('the language of a first visit', () => {
  it.each([
    [null, ['zh-CN'], 'zh-CN'],
    [null, ['zh-TW', 'en'], 'zh-Hant'],
    [null, ['zh-Hant-HK'], 'zh-Hant'],
    [null, ['en-GB', 'zh-CN'], 'en'],
    [null, ['fr', 'de'], 'zh-CN'],
    [null, [], 'zh-CN'],
    ['en', ['zh-CN'], 'en'],
    ['xx', ['en'], 'en'],
  ] as const)('kept %s, browser asks %j: %s', (kept, wanted, spoken) => {
    expect(preferredLanguage(kept, wanted)).toBe(spoken)
  })
})
