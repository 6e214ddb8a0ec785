import type { FindingActionInput, FindingPage } from '@chuangyuan/contract/finding'
import type { FindingAction } from '@chuangyuan/domain/finding/action'
import type { RequestKind } from '@chuangyuan/domain/finding/finding'
import type { Day } from '@chuangyuan/domain/day'

type Verdict = 'yes' | 'no' | ''

/** The fields of every action: texts and chosen ids, empty where nothing is chosen. An action reads only its own. */
export interface ActionForm {
  words: string
  unitId: string
  postId: string
  /** Assisting units of a dispatch, or units that share it. */
  unitIds: string[]
  into: string
  responsible: string
  wish: RequestKind
  day: string
  promise: string
  /** Granted, or passed. */
  verdict: Verdict
  entries: { readonly entryId: string; readonly text: string; verdict: Verdict; words: string }[]
  photos: string[]
  onBehalfOf: string
}

/** Empty but for what is known already: nobody is asked again who the post belongs to. */
export function actionForm(finding?: Pick<FindingPage, 'entries' | 'duty'>): ActionForm {
  return {
    words: '',
    unitId: '',
    postId: '',
    unitIds: [],
    into: '',
    responsible: finding?.duty?.post?.person?.name ?? '',
    wish: 'extension',
    day: '',
    promise: '',
    verdict: '',
    entries: (finding?.entries ?? []).map(({ id, text }) => ({ entryId: id, text, verdict: '', words: '' })),
    photos: [],
    onBehalfOf: '',
  }
}

/** What is sent. `urgent` is what the finding is now: marking turns it over. */
export function actOf(
  action: FindingAction,
  form: ActionForm,
  { urgent }: { urgent: boolean },
): FindingActionInput {
  const { words, unitId, photos } = form
  const passed = form.verdict === 'yes'
  const day = form.day as Day
  switch (action) {
    case 'file':
    case 'resume':
      return { action }
    case 'merge':
      return { action, into: form.into }
    case 'void':
      return { action, reason: words }
    case 'dispatch':
      return { action, unitId, postId: form.postId === '' ? null : form.postId, assisting: form.unitIds }
    case 'mark-urgent':
      return { action, urgent: !urgent }
    case 'urge':
      return { action, words }
    case 'plan':
      return { action, words, responsible: form.responsible, finishOn: day }
    case 'assist':
      return { action, unitId }
    case 'file-measures':
    case 'reopen':
      return { action, words, photos }
    case 'ask':
      return { action, wish: wishOf(form), reason: words }
    case 'decide':
      return { action, granted: passed, words }
    case 'check-measures':
      return { action, passed, words }
    case 'check-result': {
      const entries = form.entries.map((entry) => ({
        entryId: entry.entryId,
        passed: entry.verdict === 'yes',
        words: entry.words,
      }))
      const good = entries.length === 0 ? passed : entries.every((entry) => entry.passed)
      return { action, entries, passed: good, photos, place: null, words }
    }
  }
}

type WishInput = Extract<FindingActionInput, { action: 'ask' }>['wish']

function wishOf({ wish, unitId, unitIds, day, promise }: ActionForm): WishInput {
  switch (wish) {
    case 'return':
    case 'void':
      return { kind: wish }
    case 'hand-over':
      return { kind: wish, unitId }
    case 'extension':
      return { kind: wish, until: day as Day }
    case 'suspension':
      return { kind: wish, until: day as Day, promise }
    case 'split':
      return { kind: wish, unitIds }
  }
}
