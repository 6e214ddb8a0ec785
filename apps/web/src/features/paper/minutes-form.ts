import { parseDay, type Day } from '@chuangyuan/domain/day'

/** Minutes as the clerk types them: the agenda as lines of a text. */
export interface MinutesForm {
  heldOn: string
  place: string
  chair: string
  attending: string
  agenda: string
  decisions: { matter: string; unit: string; until: string }[]
}

export function minutesForm(today: Day): MinutesForm {
  return { heldOn: today, place: '', chair: '', attending: '', agenda: '', decisions: [noDecision()] }
}

export function noDecision(): MinutesForm['decisions'][number] {
  return { matter: '', unit: '', until: '' }
}

/** Empty lines are no items, and a decision without a matter is none. */
export function minutesOf({ agenda, decisions, ...rest }: MinutesForm) {
  return {
    ...{ kind: 'minutes' as const, ...rest },
    agenda: agenda
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    decisions: decisions
      .filter(({ matter }) => matter !== '')
      .map(({ until, ...decision }) => ({ ...decision, until: parseDay(until) ?? null })),
  }
}
