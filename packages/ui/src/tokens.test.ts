import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

const colours = new Map(
  [...css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
)

function luminance(name: string): number {
  const hex = colours.get(name)
  if (hex === undefined) throw new Error(`no colour token --${name}`)
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(ink: string, ground: string): number {
  const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const pairs = [
  ...['ink', 'ink-soft', 'ink-quiet', 'green', 'lost', 'veto', 'pending', 'water', 'unassessed'].flatMap(
    (ink) => ['paper', 'surface'].map((ground) => [ink, ground] as const),
  ),
  ['earned', 'surface'],
  ['ink-quiet', 'sunken'],
  ['ink-quiet', 'green-wash'],
  ['green-deep', 'green-tint'],
  ['earned-deep', 'earned-tint'],
  ['earned-deep', 'green-tint'],
  ['lost', 'lost-tint'],
  ['veto', 'veto-tint'],
  ['unassessed', 'unassessed-tint'],
  ['inapplicable', 'inapplicable-tint'],
  ['pending', 'pending-tint'],
  ['water', 'water-tint'],
  ['surface', 'green'],
  ['surface', 'veto'],
] as const

it.each(pairs)('--%s on --%s can be read: contrast at least 4.5', (ink, ground) => {
  expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
})

it('a field can be told from the page: its edge has contrast at least 3', () => {
  expect(contrast('edge', 'surface')).toBeGreaterThanOrEqual(3)
})
