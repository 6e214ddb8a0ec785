import type { CheckStatus } from '@chuangyuan/domain/standard/check'

/** Editions of CJJ/T 85, the classification of urban green space (城市绿地分类标准). */
export type GreenEdition = '2002' | '2017'

/**
 * A class of green space. `status` says whether the row was compared with a text of the standard
 * (已核对) or is from memory (待核对); screens and exports show it.
 */
export interface GreenClass {
  readonly code: string
  readonly name: string
  /** Other words lists use for it. */
  readonly aliases?: readonly string[]
  readonly status: CheckStatus
}

const unverified = { status: 'unverified' } as const
const verified = { status: 'verified' } as const

/** CJJ/T 85-2002, still the classes of old archives. The codes of the G1 family were read; other rows are from memory. */
const classes2002: readonly GreenClass[] = [
  { code: 'G1', name: '公园绿地', aliases: ['公共绿地'], ...verified },
  { code: 'G11', name: '综合公园', ...verified },
  { code: 'G111', name: '全市性公园', ...verified },
  { code: 'G112', name: '区域性公园', ...verified },
  { code: 'G12', name: '社区公园', ...verified },
  { code: 'G121', name: '居住区公园', ...unverified },
  { code: 'G122', name: '小区游园', ...unverified },
  { code: 'G13', name: '专类公园', ...verified },
  { code: 'G131', name: '儿童公园', ...unverified },
  { code: 'G132', name: '动物园', ...unverified },
  { code: 'G133', name: '植物园', ...unverified },
  { code: 'G134', name: '历史名园', ...unverified },
  { code: 'G135', name: '风景名胜公园', ...unverified },
  { code: 'G136', name: '游乐公园', ...unverified },
  { code: 'G137', name: '其他专类公园', ...unverified },
  { code: 'G14', name: '带状公园', aliases: ['带状绿地'], ...verified },
  { code: 'G15', name: '街旁绿地', aliases: ['街头绿地'], ...verified },
  { code: 'G2', name: '生产绿地', ...unverified },
  { code: 'G3', name: '防护绿地', ...unverified },
  { code: 'G4', name: '附属绿地', ...unverified },
  { code: 'G41', name: '居住绿地', aliases: ['居住区绿地'], ...unverified },
  { code: 'G42', name: '公共设施绿地', ...unverified },
  { code: 'G43', name: '工业绿地', ...unverified },
  { code: 'G44', name: '仓储绿地', ...unverified },
  { code: 'G45', name: '对外交通绿地', ...unverified },
  { code: 'G46', name: '道路绿地', ...unverified },
  { code: 'G47', name: '市政设施绿地', ...unverified },
  { code: 'G48', name: '特殊绿地', ...unverified },
  { code: 'G5', name: '其他绿地', ...unverified },
]

/** CJJ/T 85-2017, from memory: the text was not at hand. */
const classes2017: readonly GreenClass[] = [
  { code: 'G1', name: '公园绿地', ...unverified },
  { code: 'G11', name: '综合公园', ...unverified },
  { code: 'G12', name: '社区公园', ...unverified },
  { code: 'G13', name: '专类公园', ...unverified },
  { code: 'G131', name: '动物园', ...unverified },
  { code: 'G132', name: '植物园', ...unverified },
  { code: 'G133', name: '历史名园', ...unverified },
  { code: 'G134', name: '遗址公园', ...unverified },
  { code: 'G135', name: '游乐公园', ...unverified },
  { code: 'G139', name: '其他专类公园', ...unverified },
  { code: 'G14', name: '游园', aliases: ['口袋公园', '街头游园'], ...unverified },
  { code: 'G2', name: '防护绿地', ...unverified },
  { code: 'G3', name: '广场用地', aliases: ['广场', '广场绿地'], ...unverified },
  { code: 'XG', name: '附属绿地', ...unverified },
  { code: 'RG', name: '居住用地附属绿地', aliases: ['居住绿地', '居住附属绿地'], ...unverified },
  { code: 'AG', name: '公共管理与公共服务设施用地附属绿地', ...unverified },
  { code: 'BG', name: '商业服务业设施用地附属绿地', ...unverified },
  { code: 'MG', name: '工业用地附属绿地', ...unverified },
  { code: 'WG', name: '物流仓储用地附属绿地', ...unverified },
  { code: 'SG', name: '道路与交通设施用地附属绿地', aliases: ['道路附属绿地', '道路绿地'], ...unverified },
  { code: 'UG', name: '公用设施用地附属绿地', ...unverified },
  { code: 'EG', name: '区域绿地', ...unverified },
  { code: 'EG1', name: '风景游憩绿地', ...unverified },
  { code: 'EG11', name: '风景名胜区', ...unverified },
  { code: 'EG12', name: '森林公园', ...unverified },
  { code: 'EG13', name: '湿地公园', ...unverified },
  { code: 'EG14', name: '郊野公园', ...unverified },
  { code: 'EG19', name: '其他风景游憩绿地', ...unverified },
  { code: 'EG2', name: '生态保育绿地', ...unverified },
  { code: 'EG3', name: '区域设施防护绿地', ...unverified },
  { code: 'EG4', name: '生产绿地', ...unverified },
]

export const greenClasses: Readonly<Record<GreenEdition, readonly GreenClass[]>> = {
  '2002': classes2002,
  '2017': classes2017,
}

/**
 * What a class of 2002 is called in 2017. More than one answer means that the code alone does not decide:
 * somebody must look at the place (a 小区游园 inside an estate is attached green, outside one it is a 游园).
 * All rows are 待核对.
 */
export const edition2017Of: Readonly<Record<string, readonly string[]>> = {
  G1: ['G1'],
  G11: ['G11'],
  G111: ['G11'],
  G112: ['G11'],
  G12: ['G12'],
  G121: ['G12'],
  G122: ['RG', 'G14'],
  G13: ['G13'],
  G131: ['G139'],
  G132: ['G131'],
  G133: ['G132'],
  G134: ['G133'],
  G135: ['EG11', 'G139'],
  G136: ['G135'],
  G137: ['G139', 'G134'],
  G14: ['G14'],
  G15: ['G14'],
  G2: ['EG4'],
  G3: ['G2'],
  G4: ['XG'],
  G41: ['RG'],
  G42: ['AG', 'BG'],
  G43: ['MG'],
  G44: ['WG'],
  G45: ['SG'],
  G46: ['SG'],
  G47: ['UG'],
  G48: ['AG'],
  G5: ['EG'],
}

/** The other direction, by the same rows; several answers where 2002 divided more finely. */
export function edition2002Of(code2017: string): readonly string[] {
  return Object.entries(edition2017Of).flatMap(([code2002, answers]) =>
    answers.includes(code2017) ? [code2002] : [],
  )
}

/** A cell of a class column: G11, g 11, Ｇ１１, 综合公园, G11综合公园, 综合公园（G11）. */
export function greenClassOf(cell: string, edition: GreenEdition): GreenClass | undefined {
  const plain = cell.normalize('NFKC').replaceAll(/\s+/g, '').toUpperCase()
  const all = greenClasses[edition]
  const code = /(?<![A-Z])(G[1-5]\d{0,2}|EG\d{0,2}|[XRABMWSU]G)(?![A-Z\d])/.exec(plain)?.[1]
  if (code !== undefined) return all.find((candidate) => candidate.code === code)
  return (
    all.find(({ name }) => name === plain) ??
    all.find(({ aliases = [] }) => aliases.includes(plain)) ??
    all.find(({ name }) => plain.replaceAll(/[(（].*[)）]/g, '') === name)
  )
}

export interface EditionGuess {
  /** Undefined where the values are of both editions' common stock, or of both editions at odds. */
  readonly edition: GreenEdition | undefined
  /** Features whose class the edition knows, of those that have any value. */
  readonly known: Readonly<Record<GreenEdition, number>>
  readonly total: number
  /** Values that occur in one edition only, or mean different classes in the two. */
  readonly telling: readonly string[]
  readonly unknown: readonly string[]
}

/**
 * Tells the edition from the values of a class column. G2 is 生产绿地 in 2002 and 防护绿地 in 2017, G132 a
 * zoo or a botanical garden: a bare code that both have decides nothing, and a wrong guess would count
 * nurseries as protective green, so where nothing tells, nothing is said.
 */
export function guessGreenEdition(
  values: readonly { readonly value: string; readonly count: number }[],
): EditionGuess {
  const known = { '2002': 0, '2017': 0 }
  const only = { '2002': 0, '2017': 0 }
  const telling: string[] = []
  const unknown: string[] = []
  let total = 0
  for (const { value, count } of values) {
    total += count
    const by2002 = agreesWithItself(value, '2002')
    const by2017 = agreesWithItself(value, '2017')
    if (by2002) known['2002'] += count
    if (by2017) known['2017'] += count
    if (!by2002 && !by2017) unknown.push(value)
    if (by2002 !== by2017) {
      telling.push(value)
      only[by2002 ? '2002' : '2017'] += count
    }
  }
  const edition =
    only['2002'] > only['2017'] * 9 ? '2002' : only['2017'] > only['2002'] * 9 ? '2017' : undefined
  return { edition, known, total, telling, unknown }
}

/** Code and name in one cell must belong together: G2防护绿地 is of 2017 only. */
function agreesWithItself(value: string, edition: GreenEdition): boolean {
  const found = greenClassOf(value, edition)
  if (found === undefined) return false
  const named = value.normalize('NFKC').replaceAll(/[^\p{Script=Han}]/gu, '')
  return (
    named === '' ||
    named === found.name ||
    (found.aliases ?? []).includes(named) ||
    greenClassOf(named, edition) === undefined
  )
}
