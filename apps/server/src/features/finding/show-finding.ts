import type { FindingPage } from '@chuangyuan/contract/finding'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import type { PostHolder } from '@chuangyuan/contract/site'
import { countedMsBetween } from '@chuangyuan/domain/calendar/limit'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { openActions } from '@chuangyuan/domain/finding/action'
import { dueAt, usedMs } from '@chuangyuan/domain/finding/clock'
import { isHandled, type Finding, type Handled } from '@chuangyuan/domain/finding/finding'
import { checkMeasures, mayJudgeResult, unitsOf } from '@chuangyuan/domain/finding/gate'
import { isSamePerson, type Party } from '@chuangyuan/domain/finding/party'
import { escalation } from '@chuangyuan/domain/handbook/escalation'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { limitFor } from '@chuangyuan/domain/handbook/limit-for'
import type { Result } from '@chuangyuan/domain/result'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { postHolderStore } from '../site/public.ts'
import { mayAct } from './act-on-finding.ts'
import { membershipStore } from './membership-store.ts'
import { summaryOf } from './on-wire.ts'
import { sightOf } from './party.ts'
import { rulesOf, type Rules } from './rules.ts'
import { findingStore, type FindingRow } from './store.ts'

/** A finding whole: facts, duty, both gates, its clock explained, what may be done now and all that was done. */
export async function showFinding(
  tx: ReadTx,
  by: Session,
  party: Party,
  findingId: string,
  now: Instant,
): Promise<FindingPage> {
  const row = await findingStore(tx.query, tx.districtId).one(findingId, sightOf(by, party))
  const pages = await pagesOf(tx, by, party, row === undefined ? [] : [row], now)
  return orNotFound(pages[0], 'finding')
}

/** The pages of findings that the account sees. */
export async function pagesOf(
  tx: ReadTx,
  by: Session,
  party: Party,
  rows: readonly FindingRow[],
  now: Instant,
): Promise<FindingPage[]> {
  const findings = rows.map(({ finding }) => finding)
  const handled = findings.filter(isHandled)
  const members = membershipStore(tx.query, tx.districtId)
  const [names, units, posts, lines, rules] = await Promise.all([
    members.accountNames(findings.flatMap(partiesOf).map(({ accountId }) => accountId)),
    members.unitNames([
      ...handled.flatMap((finding) => [...unitsOf(finding)]),
      ...findings.flatMap(({ ownerUnitId }) => ownerUnitId ?? []),
    ]),
    postHolderStore(tx.query, tx.districtId).holders(handled.flatMap(({ duty }) => duty.postId ?? [])),
    members.journalOf(findings.map(({ id }) => id)),
    rulesOf(tx),
  ])
  const histories = Map.groupBy(lines, ({ what }) => what)
  return rows.map((row) =>
    pageOf(row, { by, party, now, rules, names, units, posts, history: histories.get(row.finding.id) ?? [] }),
  )
}

type Members = ReturnType<typeof membershipStore>

/** What a page says beside the finding itself. */
interface Beside {
  readonly by: Session
  readonly party: Party
  readonly now: Instant
  readonly rules: Rules
  readonly names: Awaited<ReturnType<Members['accountNames']>>
  readonly units: Awaited<ReturnType<Members['unitNames']>>
  readonly posts: ReadonlyMap<string, PostHolder>
  readonly history: Awaited<ReturnType<Members['journalOf']>>
}

function pageOf(
  row: FindingRow,
  { by, party, now, rules, names, units, posts, history }: Beside,
): FindingPage {
  const { finding } = row
  const told = ({ accountId, onBehalfOf }: Party, at: Instant) => ({
    name: names.get(accountId) ?? '',
    onBehalfOf,
    at,
  })
  const unit = (id: string) => ({ id, name: units.get(id) ?? '' })
  const handled = isHandled(finding) ? finding : undefined
  const post = handled?.duty.postId == null ? undefined : posts.get(handled.duty.postId)
  return {
    ...summaryOf(row, now),
    place: finding.place === null ? null : { ...finding.place, system: 'CGCS2000' },
    ownerUnit: finding.ownerUnitId === null ? null : unit(finding.ownerUnitId),
    items: [...finding.items],
    entries: entriesOf(finding, rules),
    photos: [...finding.photos],
    reporters: finding.reporters.map((each) => ({ ...each, by: told(each.by, each.receivedAt) })),
    duty:
      handled === undefined
        ? null
        : {
            unit: unit(handled.duty.unitId),
            post: post === undefined ? null : { id: post.postId, title: post.title, person: post.person },
            assisting: handled.duty.assisting.map(({ unitId, doneAt }) => ({ unit: unit(unitId), doneAt })),
          },
    plan: handled?.plan ? { ...handled.plan, by: told(handled.plan.by, handled.plan.at) } : null,
    request: handled?.request
      ? {
          kind: handled.request.wish.kind,
          details: { ...handled.request.wish },
          reason: handled.request.reason,
          by: told(handled.request.by, handled.request.at),
        }
      : null,
    done:
      'done' in finding
        ? {
            words: finding.done.words,
            photos: [...finding.done.photos],
            by: told(finding.done.by, finding.done.at),
          }
        : null,
    measures:
      'measures' in finding
        ? {
            passed: finding.measures.passed,
            words: finding.measures.words,
            photos: [],
            by: told(finding.measures.by, finding.measures.at),
          }
        : null,
    result:
      finding.stage === 'closed'
        ? {
            passed: true,
            words: finding.result.words,
            photos: [...finding.result.photos],
            by: told(finding.result.by, finding.result.at),
          }
        : null,
    promise:
      finding.stage === 'suspended' ? { until: finding.promise.until, words: finding.promise.words } : null,
    ending: endingOf(finding),
    counts: handled?.counts ?? { ...zero },
    clock: handled === undefined ? null : clockTold(handled, rules, now),
    actions: openActions(finding).map((action) => ({
      action,
      refusal: onWire(whyNot(finding, action, by, party, now)),
    })),
    history: history.map(({ at, verb, who, details }) => ({
      at: happenedAt(details) ?? at.getTime(),
      verb,
      who,
      details,
    })),
  }
}

/** What was done without signal happened before it was written down. */
function happenedAt({ at }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof at === 'number' ? at : undefined
}

const zero = { returned: 0, handedOver: 0, extended: 0, suspended: 0, rework: 0, reopened: 0, urged: 0 }

function endingOf(finding: Finding): FindingPage['ending'] {
  if (finding.stage === 'void') return { reason: finding.reason, into: null, at: finding.endedAt }
  if (finding.stage === 'merged') return { reason: '', into: finding.into, at: finding.endedAt }
  return null
}

function entriesOf({ entries }: Finding, { handbook }: Rules): FindingPage['entries'] {
  const texts = new Map(
    handbook.checklists.flatMap((checklist) => checklist.entries.map(({ id, text }) => [id, text] as const)),
  )
  return entries.map((id) => ({ id, text: texts.get(id) ?? id }))
}

/** Everybody whose name the page says. */
function partiesOf(finding: Finding): Party[] {
  return [
    ...finding.reporters.map(({ by }) => by),
    ...(isHandled(finding) && finding.plan !== null ? [finding.plan.by] : []),
    ...(isHandled(finding) && finding.request !== null ? [finding.request.by] : []),
    ...('done' in finding ? [finding.done.by] : []),
    ...('measures' in finding ? [finding.measures.by] : []),
    ...(finding.stage === 'closed' ? [finding.result.by] : []),
  ]
}

function clockTold(finding: Handled, { handbook, calendar }: Rules, now: Instant): FindingPage['clock'] {
  const { clock } = finding
  const due = dueAt(clock, calendar)
  const running = finding.clock.spans.at(-1)?.to === null
  const kind = kindOf(handbook, finding.kind)
  const climbed = running && due !== undefined ? escalation(handbook.ladder, calendar, due, now) : undefined
  return {
    because: clock.because,
    counts: clock.counts,
    allowedMs: clock.allowedMs,
    usedMs: usedMs(clock, calendar, now),
    running,
    dueAt: due ?? null,
    overdue: due !== undefined && due < now,
    interim:
      kind === undefined
        ? null
        : (limitFor(kind, { day: dayOf(finding.dispatchedAt), urgent: finding.urgent }).interim ?? null),
    spans: clock.spans.map(({ from, to }) => ({
      from,
      to,
      countedMs: countedMsBetween(calendar, clock.counts, from, to ?? now),
    })),
    escalation:
      climbed === undefined
        ? null
        : { level: climbed.level, since: climbed.since, next: climbed.next ?? null },
  }
}

/** Why this account may not do what the stage leaves open; undefined where it may. */
function whyNot(
  finding: Finding,
  action: ReturnType<typeof openActions>[number],
  by: Session,
  party: Party,
  now: Instant,
): { readonly code: RefusalCode } | undefined {
  const allowed = mayAct(by, party, finding, action)
  if (!allowed.ok) return allowed.refusal
  const judged = judging(finding, action, party, now)
  return judged === undefined || judged.ok ? undefined : judged.refusal
}

function judging(
  finding: Finding,
  action: ReturnType<typeof openActions>[number],
  party: Party,
  now: Instant,
): Result<unknown, { readonly code: RefusalCode }> | undefined {
  if (action === 'check-result' && finding.stage === 'measures-passed') return mayJudgeResult(finding, party)
  if (action === 'check-measures') return checkMeasures(finding, { passed: true, words: '' }, party, now)
  if (
    action === 'decide' &&
    isHandled(finding) &&
    finding.request !== null &&
    isSamePerson(party, finding.request.by)
  )
    return { ok: false, refusal: { code: 'finding.own-request' } }
  return undefined
}

function onWire(
  refusal: { readonly code: RefusalCode } | undefined,
): FindingPage['actions'][number]['refusal'] {
  if (refusal === undefined) return null
  const { code, ...details } = refusal
  return { code, details }
}
