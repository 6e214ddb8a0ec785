import type { Instant } from '../day.ts'
import { checklistOf, kindOf, type Handbook, type Severity } from '../handbook/handbook.ts'
import { accept, refuse, type Result } from '../result.ts'
import type { SiteKind } from '../standard/site-kinds.ts'
import type { EndangeredItem, FindingChannel, Place, Reported } from './finding.ts'
import type { Party } from './party.ts'

/** What somebody says that they saw. */
export interface Report {
  readonly id: string
  readonly kind: string
  readonly severity: Severity | null
  readonly siteId: string | null
  readonly streetId: string
  readonly ownerUnitId: string | null
  readonly siteKind: SiteKind | null
  readonly place: Place | null
  readonly address: string
  readonly words: string
  /** Entries of the checklist that failed; empty where it was seen outside a visit. */
  readonly entries: readonly string[]
  readonly photos: readonly string[]
  readonly channel: FindingChannel
  readonly foundAt: Instant
}

export type ReportRefusal =
  | { readonly code: 'finding.kind-unknown'; readonly kind: string }
  | { readonly code: 'finding.photo-missing' }
  | { readonly code: 'finding.place-missing' }
  | { readonly code: 'finding.entry-unknown'; readonly entryId: string }

/**
 * Takes a report down. On the spot a photo is asked for; the duty desk, which writes down a telephone call, has none.
 * A phone whose clock is ahead cannot have seen it after it arrived.
 */
export function report(
  handbook: Handbook,
  said: Report,
  by: Party,
  receivedAt: Instant,
): Result<Reported, ReportRefusal> {
  const kind = kindOf(handbook, said.kind)
  if (kind === undefined) return refuse({ code: 'finding.kind-unknown', kind: said.kind })
  const onTheSpot = said.channel === 'phone' || said.channel === 'visit'
  if (onTheSpot && said.photos.length === 0) return refuse({ code: 'finding.photo-missing' })
  if (said.siteId === null && said.place === null && said.address === '')
    return refuse({ code: 'finding.place-missing' })
  const listed = said.siteKind === null ? [] : (checklistOf(handbook, said.siteKind)?.entries ?? [])
  const strange = said.entries.find((entryId) => !listed.some(({ id }) => id === entryId))
  if (strange !== undefined) return refuse({ code: 'finding.entry-unknown', entryId: strange })
  const entries =
    said.entries.length > 0
      ? said.entries
      : listed.filter(({ kind }) => kind === said.kind).map(({ id }) => id)
  return accept({
    stage: 'reported',
    id: said.id,
    kind: kind.id,
    stream: kind.stream,
    severity: said.severity ?? kind.severity,
    urgent: false,
    siteId: said.siteId,
    streetId: said.streetId,
    ownerUnitId: said.ownerUnitId,
    place: said.place,
    address: said.address,
    words: said.words,
    items: endangered(kind.items),
    entries,
    photos: said.photos,
    reporters: [
      {
        by,
        channel: said.channel,
        foundAt: said.foundAt < receivedAt ? said.foundAt : receivedAt,
        receivedAt,
      },
    ],
  })
}

function endangered(items: Readonly<Record<string, readonly string[]>>): EndangeredItem[] {
  return Object.entries(items).flatMap(([packKey, itemIds]) => itemIds.map((itemId) => ({ packKey, itemId })))
}
