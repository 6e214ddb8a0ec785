import { addDays, type Day } from '@chuangyuan/domain/day'
import { randomOf } from './random.ts'
import type { CommunityRow, LeadingBody, PersonRow, PostRow, UnitRow } from './rows.ts'
import { unitNamed } from './unit-rows.ts'

const leaders: readonly (readonly [LeadingBody, unit: string, titles: readonly string[]])[] = [
  [
    'party',
    '区委办',
    [
      '区委书记',
      '区委副书记、区长',
      '区委副书记',
      '区委常委、常务副区长',
      '区委常委、纪委书记',
      '区委常委、组织部部长',
      '区委常委、宣传部部长',
      '区委常委、政法委书记',
    ],
  ],
  [
    'congress',
    '区人大办',
    ['区人大常委会主任', '区人大常委会副主任', '区人大常委会副主任', '区人大常委会副主任'],
  ],
  [
    'government',
    '区政府办',
    ['副区长（分管城建）', '副区长（分管教科文卫）', '副区长（分管工业商务）', '副区长、公安分局局长'],
  ],
  ['consultative', '区政协办', ['区政协主席', '区政协副主席', '区政协副主席', '区政协副主席']],
]

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const
const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** 演示甲一, 演示乙十二: a name that cannot be a person's. */
function nameOf(n: number): string {
  const number = Math.floor(n / stems.length) + 1
  const tens = Math.floor(number / 10)
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : (digits[tens] ?? '')}十`
  return `演示${stems[n % stems.length] ?? ''}${ten}${digits[number % 10] ?? ''}`
}

export interface Staff {
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
}

/** Leaders first, in protocol order; then every unit's head, deputy and contact; then the communities' secretaries. */
export function staffOf(
  seed: number,
  today: Day,
  units: readonly UnitRow[],
  communities: readonly CommunityRow[],
): Staff {
  const random = randomOf(seed, 'staff')
  const people: PersonRow[] = []
  const posts: PostRow[] = []

  function appoint(unit: string, title: string, body?: LeadingBody) {
    const n = posts.length
    const person = { code: `RY${String(n + 1).padStart(4, '0')}`, name: nameOf(n) }
    people.push(person)
    posts.push({
      code: `ZW${String(n + 1).padStart(4, '0')}`,
      unit,
      title,
      person: person.code,
      since: addDays(today, -random.whole(60, 1500)),
      order: n + 1,
      ...(body === undefined ? {} : { body }),
    })
  }

  for (const [body, unit, titles] of leaders) {
    for (const title of titles) appoint(unitNamed(units, unit).code, title, body)
  }
  for (const unit of units) {
    for (const title of titlesOf(unit)) appoint(unit.code, title)
  }
  for (const { name, street } of communities) {
    const office = units.find((unit) => unit.street === street)
    if (office !== undefined) appoint(office.code, `${name}党委书记`)
  }
  return { people, posts }
}

function titlesOf({ kind, level }: UnitRow): readonly string[] {
  if (kind === 'campaign-office') {
    return [
      '创建办主任',
      '创建办副主任',
      '创建办联络员',
      ...['一', '二', '三', '四', '五', '六'].map((n) => `督查${n}组组长`),
    ]
  }
  if (level === 'street') return ['街道党工委书记', '街道办事处主任', '街道办事处副主任', '街道创建联络员']
  if (kind === 'property-company' || kind === 'enterprise') return ['总经理', '项目经理']
  if (['party-office', 'legislature', 'government', 'consultative'].includes(kind))
    return ['办公室主任', '办公室联络员']
  return level === 'city' ? ['负责人', '联络员'] : ['局长', '分管副局长', '业务科科长']
}
