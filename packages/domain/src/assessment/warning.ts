import type { IndicatorId } from '../standard/indicator.ts'
import type { AssessedItem } from './assessment.ts'
import type { Warning } from './code.ts'
import { readingsOf, type Bench } from './judge-requirement.ts'
import { read, type Reading } from './reading.ts'

/** What must be said beside the verdicts, each thing once. */
export function warningsOf(
  bench: Bench,
  rows: readonly AssessedItem[],
  split: 'unknown' | 'equal',
): readonly Warning[] {
  const readings = rows.flatMap(({ requirement }) =>
    requirement === undefined ? [] : readingsOf(requirement),
  )
  const warnings: Warning[] = [...readings.flatMap(aboutReading), ...coverageBelowGreenRate(bench)]
  if (rows.some(({ check, verdict }) => check === 'unverified' && verdict !== 'not-applicable')) {
    warnings.push({ code: 'check.unverified' })
  }
  if (split === 'equal' && rows.some(({ pointsBasis }) => pointsBasis === 'assumed-equal')) {
    warnings.push({ code: 'points.assumed-equal' })
  }
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()]
}

function aboutReading({ quantity, zone, asOf, value, contradictedBy }: Reading): readonly Warning[] {
  const of = { quantity, ...(zone === undefined ? {} : { zone }) }
  return [
    ...(asOf === undefined ? [{ code: 'figure.no-base-date', ...of } as const] : []),
    ...(contradictedBy === undefined
      ? []
      : [{ code: 'figure.contradicted', ...of, values: [value, contradictedBy.value] } as const]),
  ]
}

/** Canopy covers more than green land by nature; the other way round one of the two figures is wrong. */
function coverageBelowGreenRate(bench: Bench): readonly Warning[] {
  const rate = boundTo(bench, 'green-rate')
  const coverage = boundTo(bench, 'green-coverage')
  if (rate === undefined || coverage === undefined) return []
  const zones = [undefined, ...bench.applicant.zones.map(({ id }) => id)]
  return zones.flatMap((zone): Warning[] => {
    const green = read(bench, rate, zone)
    const covered = read(bench, coverage, zone)
    if (!green.ok || !covered.ok || covered.value.value >= green.value.value) return []
    return [
      {
        code: 'coverage.below-green-rate',
        quantity: coverage,
        ...(zone === undefined ? {} : { zone }),
        values: [covered.value.value, green.value.value],
      },
    ]
  })
}

function boundTo({ pack }: Bench, indicator: IndicatorId): string | undefined {
  return pack.quantities.find(({ map }) => map?.indicator === indicator)?.id
}
