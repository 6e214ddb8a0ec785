import type { AnswerOf } from '@chuangyuan/contract/score'
import { incidentKinds } from '@chuangyuan/domain/standard/incident-kinds'
import type { Row } from '@chuangyuan/domain/standard/pack'

/** Clause of what is answered for a row as a whole. */
export const wholeRow = '-'

/** One thing that somebody can state of a row. */
export interface AnswerPlace {
  readonly clause: string
  readonly kind: AnswerOf['kind']
  readonly text: string
  readonly veto: boolean
}

/** What a row asks people, because no figure can tell it. Nothing for rows that are measured or not read. */
export function answerPlaces(row: Row): readonly AnswerPlace[] {
  const veto = row.veto !== undefined
  switch (row.kind) {
    case 'qualitative':
      return row.clauses.map((clause) => ({
        clause: clause.id,
        kind: 'clause',
        text: clause.text,
        veto: clause.veto !== undefined,
      }))
    case 'incident':
      return [
        { clause: wholeRow, kind: 'no-incident', text: '', veto },
        ...row.incidents.map((kind) => ({
          clause: kind,
          kind: 'incident' as const,
          text: incidentKinds[kind],
          veto,
        })),
      ]
    case 'certificate':
      return [{ clause: row.certificate, kind: 'certificate', text: row.certificate, veto }]
    case 'document':
      return [{ clause: wholeRow, kind: 'document', text: row.document, veto }]
    case 'heading':
    case 'numeric':
    case 'count':
    case 'survey':
    case 'unknown':
      return []
  }
}
