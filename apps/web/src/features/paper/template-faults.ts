import type { Problem } from '@chuangyuan/contract/problem'

const kinds = ['unclosed', 'unopened', 'rows-unclosed', 'rows-unopened', 'other'] as const

export interface TemplateFault {
  readonly fault: (typeof kinds)[number]
  readonly near: string
}

/** The braces that a refusal of a template complains of; one of a sort that is not known here is `other`. */
export function faultsIn(problem: Problem | undefined): TemplateFault[] {
  const faults: unknown = problem?.details['faults']
  if (!Array.isArray(faults)) return []
  return faults.map((each: Readonly<Record<string, unknown>>) => ({
    fault: kinds.find((kind) => kind === each['fault']) ?? 'other',
    near: typeof each['near'] === 'string' ? each['near'] : '',
  }))
}
