import type { FieldPackage } from '@chuangyuan/contract/field'
import type { ReportInput } from '@chuangyuan/contract/finding'
import { report, type Report } from '@chuangyuan/domain/finding/report'
import type { Party } from '@chuangyuan/domain/finding/party'
import type { Refusal } from '../../outbox/record.ts'
import type { ReportDraft } from '../../phone/draft.ts'
import { handbookIn } from '../../phone/offline-package.ts'
import { instantOf } from '../../shell/format.ts'

/** The account as the rules see it. Whose person it is only the server knows; it decides again. */
export function partyOf({ me: { accountId, unitIds } }: Pick<FieldPackage, 'me'>): Party {
  return { accountId, personId: null, unitIds, onBehalfOf: null }
}

/** The report that a draft would become. */
export function reportOf(id: string, draft: ReportDraft, photos: readonly string[]): ReportInput {
  const { position } = draft
  const onBehalfOf = draft.onBehalfOf.trim()
  return {
    id,
    kind: draft.kind,
    severity: null,
    siteId: draft.siteId,
    streetId: draft.siteId === null ? draft.streetId : null,
    place: position && { ...position, how: 'device' },
    address: draft.address.trim(),
    words: draft.words.trim(),
    entries: [...draft.entries],
    photos: [...photos],
    channel: draft.visitId !== null ? 'visit' : onBehalfOf === '' ? 'phone' : 'desk',
    foundAt: draft.startedAt,
    onBehalfOf: onBehalfOf === '' ? null : onBehalfOf,
    visitId: draft.visitId,
  }
}

/** Whether the rules take it; the same decision that the server makes again. */
export function refusalOfReport(said: ReportInput, content: FieldPackage, now: number): Refusal | undefined {
  const site = content.sites.find(({ id }) => id === said.siteId)
  const facts: Report = {
    ...said,
    streetId: site?.streetId ?? said.streetId ?? '',
    ownerUnitId: site?.ownerUnitId ?? null,
    siteKind: site?.kind ?? null,
    foundAt: instantOf(said.foundAt),
  }
  const decision = report(handbookIn(content), facts, partyOf(content), instantOf(now))
  if (decision.ok) return undefined
  const { code, ...details } = decision.refusal
  return { code, details }
}
