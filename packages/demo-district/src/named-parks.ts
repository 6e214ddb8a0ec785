import type { Edge } from './quad.ts'
import type { GreenState } from './town.ts'

/** A park large enough to be planned by hand: which cell, and how much of it from which edge. */
export interface NamedPark {
  readonly i: number
  readonly j: number
  readonly name: string
  readonly class2017: string
  readonly class2002: string
  readonly edge: Edge
  readonly share: number
  readonly state: GreenState
  /** Share of the park that is a lake. */
  readonly lake: number
}

const built = { state: 'built', lake: 0 } as const
const making = { state: 'under-construction', lake: 0 } as const

/** The old town has only a ruin park, the homes by the railway none, and the new zone's are not finished. */
export const namedParks: readonly NamedPark[] = [
  {
    i: 2,
    j: 6,
    name: '青屏山公园',
    class2017: 'G11',
    class2002: 'G111',
    edge: 'east',
    share: 0.93,
    ...built,
    lake: 0.04,
  },
  {
    i: 6,
    j: 8,
    name: '云泽植物园',
    class2017: 'G132',
    class2002: 'G132',
    edge: 'north',
    share: 0.66,
    ...built,
    lake: 0.05,
  },
  {
    i: 11,
    j: 6,
    name: '稻香湿地公园',
    class2017: 'G139',
    class2002: 'G137',
    edge: 'east',
    share: 0.9,
    ...built,
    lake: 0.3,
  },
  {
    i: 4,
    j: 5,
    name: '人民公园',
    class2017: 'G11',
    class2002: 'G111',
    edge: 'south',
    share: 0.58,
    ...built,
    lake: 0.16,
  },
  {
    i: 1,
    j: 4,
    name: '云岭公园',
    class2017: 'G11',
    class2002: 'G112',
    edge: 'west',
    share: 0.5,
    ...built,
    lake: 0.08,
  },
  {
    i: 9,
    j: 4,
    name: '澜心公园',
    class2017: 'G11',
    class2002: 'G112',
    edge: 'south',
    share: 0.5,
    ...built,
    lake: 0.1,
  },
  {
    i: 0,
    j: 3,
    name: '西穗动物园',
    class2017: 'G131',
    class2002: 'G131',
    edge: 'west',
    share: 0.68,
    ...built,
    lake: 0.05,
  },
  {
    i: 5,
    j: 2,
    name: '文澜公园',
    class2017: 'G11',
    class2002: 'G112',
    edge: 'north',
    share: 0.45,
    ...built,
    lake: 0.1,
  },
  {
    i: 4,
    j: 0,
    name: '南禾体育公园',
    class2017: 'G139',
    class2002: 'G137',
    edge: 'south',
    share: 0.5,
    ...built,
  },
  {
    i: 2,
    j: 2,
    name: '西穗公园',
    class2017: 'G11',
    class2002: 'G112',
    edge: 'east',
    share: 0.4,
    ...built,
    lake: 0.06,
  },
  { i: 7, j: 7, name: '望禾公园', class2017: 'G11', class2002: 'G112', edge: 'east', share: 0.36, ...built },
  { i: 9, j: 0, name: '驿东公园', class2017: 'G11', class2002: 'G112', edge: 'south', share: 0.28, ...built },
  {
    i: 7,
    j: 5,
    name: '古槐遗址公园',
    class2017: 'G134',
    class2002: 'G134',
    edge: 'north',
    share: 0.1,
    ...built,
  },
  {
    i: 11,
    j: 2,
    name: '新穗中央公园',
    class2017: 'G11',
    class2002: 'G111',
    edge: 'north',
    share: 0.92,
    ...making,
    lake: 0.12,
  },
  {
    i: 12,
    j: 1,
    name: '新穗湖公园',
    class2017: 'G11',
    class2002: 'G112',
    edge: 'south',
    share: 0.55,
    ...making,
    lake: 0.2,
  },
  {
    i: 13,
    j: 6,
    name: '产业园公园',
    class2017: 'G12',
    class2002: 'G121',
    edge: 'south',
    share: 0.2,
    ...making,
  },
]
