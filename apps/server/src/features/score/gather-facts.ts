import type { Facts, Figure } from '@chuangyuan/domain/assessment/facts'
import { parseDay, type Day } from '@chuangyuan/domain/day'
import { isIncidentKind } from '@chuangyuan/domain/standard/incident-kinds'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { isUnit } from '@chuangyuan/domain/standard/unit'
import { perHeadFigures } from '@chuangyuan/indicators/per-head'
import type { ReadTx } from '../../db/transact.ts'
import { setAsideFigures } from '../campaign/public.ts'
import { figureStore } from '../figure/public.ts'
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
  const figures = await figureStore(query, districtId).figures()
  return figures.flatMap(({ inputId, zone, value, unit, asOf, source, reportedAt }) => {
    const day = parseDay(asOf)
    if (!isUnit(unit) || day === undefined || day > today) return []
    return [
      {
        quantity: inputId,
        ...(zone === null ? {} : { zone: zone.id }),
        value,
        unit,
        asOf: day,
        source,
        origin: 'reported' as const,
        reportedAt,
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
