import type { Instant } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import { isOpen, noCounts, type FiledFinding, type Finding, type Merged, type Void } from './finding.ts'
import { wrongStage, type WrongStage } from './stage.ts'

/** 立案: the office takes a report on the books under a number of its own. */
export function file(finding: Finding, number: number, at: Instant): Result<FiledFinding, WrongStage> {
  if (finding.stage !== 'reported') return wrongStage(finding, ['reported'])
  return accept({ ...finding, stage: 'filed', number, filedAt: at, counts: noCounts, undone: [] })
}

export type MergeRefusal = WrongStage | { readonly code: 'finding.merge-into-itself' }

/**
 * A duplicate goes into the finding that is already on the books, which gains
 * the second reporter and photos. Neither report is lost.
 */
export function merge(
  duplicate: Finding,
  master: Finding,
  at: Instant,
): Result<{ readonly duplicate: Merged; readonly master: Finding }, MergeRefusal> {
  if (duplicate.id === master.id) return refuse({ code: 'finding.merge-into-itself' })
  if (duplicate.stage !== 'reported' && duplicate.stage !== 'filed')
    return wrongStage(duplicate, ['reported', 'filed'])
  if (!isOpen(master)) return wrongStage(master, ['reported', 'filed', 'dispatched', 'planned', 'suspended'])
  return accept({
    duplicate: { ...factsOf(duplicate), stage: 'merged', into: master.id, endedAt: at },
    master: {
      ...master,
      photos: [...new Set([...master.photos, ...duplicate.photos])],
      reporters: [...master.reporters, ...duplicate.reporters],
    },
  })
}

/** 作废: not a finding at all; said why, and counted. */
export function discard(finding: Finding, reason: string, at: Instant): Result<Void, WrongStage> {
  if (!isOpen(finding) || finding.stage === 'measures-filed' || finding.stage === 'measures-passed')
    return wrongStage(finding, ['reported', 'filed', 'dispatched', 'planned', 'suspended'])
  const number = finding.stage === 'reported' ? null : numberOf(finding)
  return accept({ ...factsOf(finding), stage: 'void', number, reason, endedAt: at })
}

export function numberOf(finding: Finding): number | null {
  return 'number' in finding ? finding.number : null
}

/** The facts alone, without what only its stage knows. */
function factsOf(finding: Finding) {
  const { id, kind, stream, severity, urgent, siteId, streetId, ownerUnitId, place } = finding
  const { address, words, items, entries, photos, reporters } = finding
  return {
    id,
    kind,
    stream,
    severity,
    urgent,
    siteId,
    streetId,
    ownerUnitId,
    place,
    address,
    words,
    items,
    entries,
    photos,
    reporters,
  }
}
