import type { recordMeeting } from '@chuangyuan/contract/matter'
import type { CallInput } from '@chuangyuan/contract/call'

/** What is asked of a unit, as it is typed in. */
export type MatterDraft = CallInput<typeof recordMeeting>['body']['decisions'][number]

export function matterDraft(): MatterDraft {
  return { title: '', words: '', unitId: '', assisting: [], dueOn: '' }
}

/** One agenda item per line; empty lines are none. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
