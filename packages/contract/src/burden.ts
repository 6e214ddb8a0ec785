import { verbOfAction, type FindingAction } from '@chuangyuan/domain/finding/action'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { verbsOf, type Role } from '@chuangyuan/domain/identity/role'
import type { z } from 'zod'
import { findingAction, reportInput } from './finding.ts'
import { visitInput } from './supervision.ts'

/** What somebody fills in: a report, a visit, or one of the actions on a finding. */
export type BurdenInput = 'report' | 'visit' | FindingAction

/** The roles whose work is looked at; administrators fill in nothing of it. */
export const burdenRoles = [
  'supervisor',
  'unit',
  'street',
  'office',
  'leader',
] as const satisfies readonly Role[]
export type BurdenRole = (typeof burdenRoles)[number]

/** Fields that the program knows by itself, so that nobody is asked. */
const filledByProgram: ReadonlySet<string> = new Set([
  'report.id',
  'report.channel',
  'report.foundAt',
  'visit.id',
  'visit.checklistId',
  'visit.startedAt',
  'visit.endedAt',
])

/**
 * Photos that are demanded, by the rules of the domain (a test compares): where a problem is found, where the result
 * is judged, and where a later look undoes the closing. Nowhere else.
 */
export const photosOf: Readonly<Partial<Record<BurdenInput, number>>> = {
  report: 1,
  'check-result': 1,
  reopen: 1,
}

/**
 * Which fact a required field states. Two fields of one fact are the same thing asked twice; a required field without
 * a fact fails a test, so that whoever adds one has to say what is new about it.
 */
export const factOfField = {
  'report.kind': 'kind of problem',
  'visit.siteId': 'site visited',
  'merge.into': 'finding it repeats',
  'void.reason': 'why it is none',
  'dispatch.unitId': 'responsible unit',
  'mark-urgent.urgent': 'urgency',
  'plan.words': 'measures',
  'plan.responsible': 'who carries them out',
  'plan.finishOn': 'day of completion',
  'assist.unitId': 'assisting unit that finished',
  'file-measures.words': 'what was done',
  'ask.wish': 'what is asked for',
  'ask.reason': 'why it is asked for',
  'decide.granted': 'decision',
  'check-measures.passed': 'measures carried out or not',
  'check-result.passed': 'up to standard or not',
  'reopen.words': 'what is wrong again',
} as const satisfies Readonly<Record<`${BurdenInput}.${string}`, string>>

type Shape = Readonly<Record<string, z.ZodType>>

const inputs: ReadonlyMap<BurdenInput, Shape> = new Map<BurdenInput, Shape>([
  ['report', reportInput.shape],
  ['visit', visitInput.shape],
  ...findingAction.options.map(({ shape: { action, ...fields } }): [FindingAction, Shape] => [
    action.value,
    fields,
  ]),
])

/** Fields that a person has to fill in: an empty answer is refused, and the program cannot know it. */
export function requiredFields(input: BurdenInput): readonly string[] {
  return Object.entries(inputs.get(input) ?? {})
    .filter(([name, schema]) => !filledByProgram.has(`${input}.${name}`) && refusesEmpty(schema))
    .map(([name]) => `${input}.${name}`)
}

function refusesEmpty(schema: z.ZodType): boolean {
  return [undefined, null, '', []].every((empty) => !schema.safeParse(empty).success)
}

/** What a role may be asked to fill in. Visits are walked by those who may judge on the spot. */
export function inputsOf(role: BurdenRole): readonly BurdenInput[] {
  const verbs: readonly string[] = verbsOf[role]
  return [...inputs.keys()].filter((input) => {
    if (input === 'report') return verbs.includes('finding.report')
    if (input === 'visit') return verbs.includes('finding.check-result')
    return verbs.includes(verbOfAction[input])
  })
}

/** How often a role does something on a day. */
export type DayOfWork = Readonly<Partial<Record<BurdenInput, number>>>

/** An assumed working day of one person in each role, to be replaced by the district's own; nothing here is a target. */
export const assumedDay: Readonly<Record<BurdenRole, DayOfWork>> = {
  supervisor: { visit: 8, report: 5, 'check-measures': 3, 'check-result': 3 },
  unit: { plan: 3, 'file-measures': 3 },
  street: { plan: 2, 'file-measures': 2, report: 1 },
  office: { file: 20, dispatch: 20, decide: 2, report: 3 },
  leader: {},
}

export interface BurdenLine {
  readonly input: BurdenInput
  readonly times: number
  /** Required fields of one time. */
  readonly fields: readonly string[]
  /** Checklist entries of one time: one tap each, and each may be left open. */
  readonly entries: number
  /** Photos of one time. */
  readonly photos: number
}

export interface Burden {
  readonly role: BurdenRole
  readonly lines: readonly BurdenLine[]
  readonly fieldsADay: number
  readonly entriesADay: number
  readonly photosADay: number
  /** The same fact in several fields that this role fills in. */
  readonly askedTwice: readonly { readonly fact: string; readonly fields: readonly string[] }[]
}

/** What a role is asked for on a day of so much work. The longest checklist counts, so that no day is understated. */
export function burdenOf(
  role: BurdenRole,
  day: DayOfWork,
  handbook: Pick<Handbook, 'checklists'>,
  facts: Readonly<Record<string, string>> = factOfField,
): Burden {
  const longest = Math.max(0, ...handbook.checklists.map(({ entries }) => entries.length))
  const lines = inputsOf(role).map((input): BurdenLine => {
    const fields = requiredFields(input)
    const entries = input === 'visit' ? longest : 0
    return { input, times: day[input] ?? 0, fields, entries, photos: photosOf[input] ?? 0 }
  })
  const sum = (each: (line: BurdenLine) => number) =>
    lines.reduce((total, line) => total + line.times * each(line), 0)
  return {
    role,
    lines,
    fieldsADay: sum(({ fields }) => fields.length),
    entriesADay: sum(({ entries }) => entries),
    photosADay: sum(({ photos }) => photos),
    askedTwice: askedTwice(
      lines.flatMap(({ fields }) => fields),
      facts,
    ),
  }
}

function askedTwice(
  fields: readonly string[],
  facts: Readonly<Record<string, string>>,
): Burden['askedTwice'] {
  const factOf = (field: string) => facts[field] ?? field
  return [...new Set(fields.map(factOf))]
    .map((fact) => ({ fact, fields: fields.filter((field) => factOf(field) === fact) }))
    .filter(({ fields: same }) => same.length > 1)
}

/** Entries that one checklist asks twice in the same words. */
export function entriesAskedTwice({
  checklists,
}: Pick<Handbook, 'checklists'>): readonly { readonly checklist: string; readonly text: string }[] {
  return checklists.flatMap(({ name, entries }) => {
    const texts = entries.map(({ text }) => text.trim())
    const again = texts.filter((text, at) => texts.indexOf(text) < at)
    return [...new Set(again)].map((text) => ({ checklist: name, text }))
  })
}
