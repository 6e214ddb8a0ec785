import type { Facts, Figure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import { isIncidentKind } from '@chuangyuan/domain/standard/incident-kinds'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { isUnit } from '@chuangyuan/domain/standard/unit'
import { perHeadFigures } from '@chuangyuan/indicators/per-head'
import type { ReadTx } from '../../db/transact.ts'
import { setAsideFigures } from '../campaign/public.ts'
import { answerStore, type StoredAnswer } from './answer-store.ts'

/** Everything the district has stated and measured, in the words of the assessment. */
export async function gatherFacts(
  { query, districtId }: ReadTx,
  { id: campaignId }: { readonly id: string },
  pack: Pack,
  measured: readonly Figure[],
  today: Day,
): Promise<Facts> {
  const [reported, answers, setAside] = await Promise.all([
    reportedFigures({ query, districtId }, today),
    answerStore(query, districtId).answers(campaignId),
    setAsideFigures(query, districtId, campaignId),
  ])
  // What a change of standard asks for anew is answered only by what was reported since.
  const valid = reported.filter(
    ({ quantity, reportedAt }) =>
      !setAside.some((each) => each.quantity === quantity && reportedAt <= each.reportedUntil),
  )
  return {
    ...factsOf(answers),
    figures: [...perHeadFigures(pack, [...measured, ...valid], today), ...measured, ...valid],
  }
}

export async function reportedFigures(
  { query, districtId }: ReadTx,
  today: Day,
): Promise<(Figure & { readonly reportedAt: number })[]> {
  const rows = await query
    .selectFrom('figures')
    .select(['input_id', 'zone_id', 'value', 'unit', 'as_of', 'source', 'reported_at'])
    .where('district_id', '=', districtId)
    .where('as_of', '<=', today)
    .orderBy('input_id')
    .orderBy('as_of')
    .execute()
  return rows.flatMap((row) => {
    if (!isUnit(row.unit)) return []
    return [
      {
        quantity: row.input_id,
        ...(row.zone_id === districtId ? {} : { zone: row.zone_id }),
        value: row.value,
        unit: row.unit,
        asOf: row.as_of as Day,
        source: row.source,
        origin: 'reported' as const,
        reportedAt: row.reported_at.getTime(),
      },
    ]
  })
}

function factsOf(answers: readonly StoredAnswer[]): Omit<Facts, 'figures'> {
  const facts = {
    answers: [] as Facts['answers'][number][],
    findings: [] as Facts['findings'][number][],
    incidents: [] as Facts['incidents'][number][],
    incidentStatements: [] as Facts['incidentStatements'][number][],
    certificates: [] as Facts['certificates'][number][],
    documents: [] as Facts['documents'][number][],
  }
  for (const { row, clause, answer, note, answeredOn: on, answeredBy } of answers) {
    const finder = answeredBy ?? ''
    switch (answer.kind) {
      case 'clause':
        facts.answers.push({ row, clause, met: answer.met, finder, on, note })
        break
      case 'incident':
        if (isIncidentKind(clause)) facts.incidents.push({ incident: clause, on: answer.happenedOn, note })
        break
      case 'no-incident':
        facts.incidentStatements.push({ row, finder, on })
        break
      case 'certificate': {
        const { held, grade, grantedOn } = answer
        facts.certificates.push({
          certificate: clause,
          held,
          ...(grade === undefined ? {} : { grade }),
          ...(grantedOn === undefined ? {} : { grantedOn }),
          finder,
          on,
        })
        break
      }
      case 'document':
        facts.documents.push({ row, exists: answer.exists, finder, on })
        break
      case 'finding': {
        const { finding, streetId, count } = answer
        facts.findings.push({
          finding,
          row,
          ...(streetId === undefined ? {} : { zone: streetId }),
          count,
          on,
        })
        break
      }
    }
  }
  return facts
}
