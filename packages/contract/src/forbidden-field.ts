import { z } from 'zod'
import type { Operation } from './operation.ts'

/** Something that no input of this product may ask for, and the rule that says so. */
export interface ForbiddenField {
  readonly meaning: 'check-in' | 'track' | 'online-time' | 'step-count' | 'points-of-persons'
  readonly clause: string
  /** Names that mean it wherever they stand: runs of words, as `onlineMinutes` is `online minutes`. */
  readonly names: readonly string[]
  /** Names that mean it only inside something that speaks of a person: a standard has points, a person has none. */
  readonly namesOfPersons?: readonly string[]
}

const regulation = '国办函〔2026〕12号《政务移动互联网应用程序规范化管理办法》'

/**
 * 不得增加基层负担：what the rules for government mobile applications forbid. The numbering of the clauses follows the
 * digest in use and is 待核对; the prohibitions themselves are what the whole product is built around.
 */
export const forbiddenFields: readonly ForbiddenField[] = [
  {
    meaning: 'check-in',
    clause: `${regulation}：不得设置打卡签到`,
    names: [
      'check in',
      'checked in',
      'clock in',
      'clocked in',
      'punch',
      'attendance',
      'sign in place',
      'qiandao',
      'daka',
    ],
  },
  {
    meaning: 'track',
    clause: `${regulation}：不得非必要要求上传轨迹`,
    names: ['track', 'tracks', 'trajectory', 'trajectories', 'trail', 'breadcrumbs', 'waypoints', 'guiji'],
  },
  {
    meaning: 'online-time',
    clause: `${regulation}：不得统计在线时长、强制登录`,
    names: [
      'online time',
      'online minutes',
      'online hours',
      'online ms',
      'online seconds',
      'active minutes',
      'screen time',
      'usage time',
      'login days',
      'login count',
      'session minutes',
      'shichang',
    ],
  },
  {
    meaning: 'step-count',
    clause: `${regulation}：不得以工作痕迹代替工作成效`,
    names: ['steps', 'step count', 'pedometer', 'distance walked', 'bushu'],
  },
  {
    meaning: 'points-of-persons',
    clause: `${regulation}：不得设置积分排名`,
    names: ['leaderboard', 'person score', 'staff score', 'credits', 'badges', 'jifen', 'paiming'],
    namesOfPersons: ['points', 'score', 'rank', 'ranking', 'grade', 'likes', 'stars'],
  },
]

const personWords = [
  'person',
  'persons',
  'people',
  'account',
  'accounts',
  'staff',
  'member',
  'members',
  'inspector',
  'user',
  'users',
]

/** Where an input asks for something forbidden: operation, place within its input, and what it means. */
export interface Violation {
  readonly operation: string
  readonly path: string
  readonly meaning: ForbiddenField['meaning']
}

/** Every forbidden name in parameters, query or body of an operation, however deep. */
export function violationsOf({ id, params, query, body }: Operation): Violation[] {
  const parts = { params, query, ...(body === undefined ? {} : { body }) }
  return Object.entries(parts).flatMap(([part, schema]) =>
    namesIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), []).flatMap((path) => {
      const meaning = meaningOf(path, id)
      return meaning === undefined ? [] : [{ operation: id, path: [part, ...path].join('.'), meaning }]
    }),
  )
}

function meaningOf(path: readonly string[], operationId: string): ForbiddenField['meaning'] | undefined {
  const name = wordsOf(path.at(-1) ?? '')
  const around = [operationId, ...path.slice(0, -1)].flatMap((each) => wordsOf(each).split(' '))
  const speaksOfPersons = [...around, ...name.split(' ')].some((word) => personWords.includes(word))
  return forbiddenFields.find(
    ({ names, namesOfPersons = [] }) =>
      names.some((each) => holds(name, each)) ||
      (speaksOfPersons && namesOfPersons.some((each) => holds(name, each))),
  )?.meaning
}

/** `onlineMinutes`, `online_minutes` and `online-minutes` are the same words. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]+/g, ' ')
    .toLowerCase()
}

function holds(words: string, wanted: string): boolean {
  return ` ${words} `.includes(` ${wanted} `)
}

/** Paths of all property names of a JSON schema. */
function namesIn(schema: unknown, path: readonly string[]): string[][] {
  if (Array.isArray(schema)) return schema.flatMap((each: unknown) => namesIn(each, path))
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'enum' || key === 'examples') return []
    if (key === 'properties' && typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([name, inner]) => [
        [...path, name],
        ...namesIn(inner, [...path, name]),
      ])
    return namesIn(value, path)
  })
}
