import type { FindingPage } from '@chuangyuan/contract/finding'

/** How a finding stands at one of its two gates, with who looked, when, and what they said. */
export interface GateView {
  readonly state: 'waiting' | 'at' | 'passed' | 'failed'
  readonly by: string | null
  readonly at: number | null
  readonly words: string
  readonly photos: readonly string[]
}

const waiting: GateView = { state: 'waiting', by: null, at: null, words: '', photos: [] }

/** First gate. A check that failed leaves no trace in the finding but in its history. */
export function measuresGate(finding: FindingPage): GateView {
  if (finding.measures !== null) return passed(finding.measures)
  if (finding.stage === 'measures-filed') return { ...waiting, state: 'at' }
  return lastFailure(finding, 'finding.check-measures')
}

export function resultGate(finding: FindingPage): GateView {
  if (finding.result !== null) return passed(finding.result)
  if (finding.stage === 'measures-passed') return { ...waiting, state: 'at' }
  return lastFailure(finding, 'finding.check-result')
}

function passed({ words, by, photos }: NonNullable<FindingPage['result']>): GateView {
  return { state: 'passed', by: by.onBehalfOf ?? by.name, at: by.at, words, photos }
}

/** The check that sent the finding back to where it is, if it was one of this gate. */
function lastFailure({ history }: FindingPage, verb: string): GateView {
  const last = history
    .filter(({ verb }) => verb === 'finding.check-measures' || verb === 'finding.check-result')
    .reduce<FindingPage['history'][number] | undefined>(
      (latest, line) => (latest === undefined || line.at >= latest.at ? line : latest),
      undefined,
    )
  if (last === undefined || last.verb !== verb || last.details['to'] !== 'planned') return waiting
  const { words, photos } = last.details
  return {
    state: 'failed',
    by: last.who,
    at: last.at,
    words: typeof words === 'string' ? words : '',
    photos: Array.isArray(photos) ? photos.map(String) : [],
  }
}
