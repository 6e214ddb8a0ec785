import type { Instant } from '@chuangyuan/domain/day'
import type { Finding } from '@chuangyuan/domain/finding/finding'
import { createHash } from 'node:crypto'
import type { Tx } from '../db/transact.ts'
import { findingStore, findingWriter, type Rules } from '../features/finding/public.ts'
import type { DemoFinding } from './demo-findings.ts'

/** Lets the demo's time pass: afterwards every finding stands as its last decision until that instant left it. */
export type PassTime = (until: Instant) => Promise<void>

/** Findings written in the order of time, with a line for every step, so that others can work on what stood at a moment. */
export async function passFindings(
  tx: Tx,
  { calendar }: Rules,
  made: readonly DemoFinding[],
): Promise<PassTime> {
  const filed = made.filter((steps) => steps.some(({ action }) => action === 'file'))
  await findingStore(tx.query, tx.districtId).takeNumbers(filed.length)
  const writer = findingWriter(tx)
  let passed = -Infinity
  return async (until) => {
    const [added, moved]: [Finding[], Finding[]] = [[], []]
    for (const steps of made) {
      const now = steps.filter(({ at }) => at > passed && at <= until)
      const last = now.at(-1)
      if (last === undefined) continue
      ;(now.includes(steps[0]) ? added : moved).push(last.finding)
      for (const { action, by, at, finding, ...step } of now) {
        tx.journal.record({
          verb: `finding.${action}`,
          who: by.accountId,
          what: finding.id,
          details: { demo: true, at, ...step, onBehalfOf: by.onBehalfOf },
        })
      }
    }
    const hashOf = ({ id }: Finding) => createHash('sha256').update(id).digest()
    await writer.add(
      added.map((finding) => ({ finding, reportHash: hashOf(finding), visitId: null })),
      calendar,
    )
    for (const finding of moved) await writer.save(finding, calendar)
    passed = until
  }
}
