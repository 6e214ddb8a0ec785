import { tightText } from './cell-text.ts'

/**
 * A Chinese telephone number in one spelling: mobile numbers as eleven digits, fixed ones as
 * 0516-83701234 with an extension after another dash; undefined for anything else.
 */
export function parsePhone(text: string): string | undefined {
  const plain = tightText(text)
    .replaceAll(/[−–—]/g, '-')
    .replaceAll(/[()（）.]/g, '-')
    .replace(/^(\+|00)?86-?(?=1\d{2}|0\d{2})/, '')
  const digits = plain.replaceAll('-', '')
  if (/^1[3-9]\d{9}$/.test(digits)) return digits
  const fixed = /^-*(0(?:10|2\d|[3-9]\d{2}))?-*([2-8]\d{6,7})(?:(?:-+|转)(\d{1,6}))?$/.exec(plain)
  if (fixed !== null) return [fixed[1], fixed[2], fixed[3]].filter((part) => part !== undefined).join('-')
  // Service numbers: 12345, 96xxx, 400-….
  if (/^(1\d{2,4}|9\d{4,5})$/.test(digits)) return digits
  return /^[48]00\d{7}$/.test(digits) ? digits : undefined
}
