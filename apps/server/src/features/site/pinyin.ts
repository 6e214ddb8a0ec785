import { pinyin } from 'pinyin-pro'

/** The key by which a Chinese name is sorted and found: full pinyin and initials, `qingheyuan qhy`. */
export function pinyinOf(name: string): string {
  const options = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const
  const syllables = pinyin(name, options).map((syllable) => syllable.toLowerCase())
  return `${syllables.join('')} ${syllables.map((syllable) => syllable.charAt(0)).join('')}`
}
