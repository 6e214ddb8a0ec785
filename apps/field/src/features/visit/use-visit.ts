import { checklistOf, type Checklist } from '@chuangyuan/domain/handbook/handbook'
import { computed, ref, watch } from 'vue'
import { keepRecord } from '../../outbox/keep-record.ts'
import type { VisitDraft } from '../../phone/draft.ts'
import { keepDraft } from '../../phone/keep-draft.ts'
import { newId } from '../../phone/new-id.ts'
import { handbookIn } from '../../phone/offline-package.ts'
import { usePhone } from '../../phone/phone.ts'
import { readPosition } from '../../phone/read-position.ts'
import { askToPersist } from '../../phone/storage.ts'

export type Verdict = VisitDraft['answers'][string]

/** The entries that failed and that nobody has photographed yet: 即查即报, a photo at every problem found. */
export function unreportedOf({ answers, reported }: VisitDraft): string[] {
  return Object.entries(answers).flatMap(([id, verdict]) =>
    verdict === 'failed' && !reported.includes(id) ? [id] : [],
  )
}

/** One visit to a site: its checklist answered entry by entry, kept at every step. */
export function useVisit(siteId: string) {
  const { db, held, outbox } = usePhone()
  const key = `visit:${siteId}` as const
  const site = computed(() => held.value?.content.sites.find(({ id }) => id === siteId))
  const checklist = computed<Checklist | undefined>(() =>
    held.value && site.value ? checklistOf(handbookIn(held.value.content), site.value.kind) : undefined,
  )
  const draft = ref<VisitDraft>({
    key,
    id: newId(),
    siteId,
    startedAt: Date.now(),
    answers: {},
    reported: [],
    words: '',
  })
  const loaded = ref(false)

  async function load(): Promise<void> {
    const kept = await db.get('drafts', key)
    if (kept !== undefined && 'reported' in kept) draft.value = kept
    loaded.value = true
  }

  const keep = () => keepDraft(db, draft.value)
  watch(draft, () => loaded.value && keep(), { deep: true })

  function answer(entryId: string, verdict: Verdict): void {
    draft.value = { ...draft.value, answers: { ...draft.value.answers, [entryId]: verdict } }
  }

  function passRest(): void {
    const rest = (checklist.value?.entries ?? []).map(({ id }) => [id, 'passed'] as const)
    draft.value = { ...draft.value, answers: { ...Object.fromEntries(rest), ...draft.value.answers } }
  }

  const seen = computed(
    () => Object.values(draft.value.answers).filter((verdict) => verdict !== 'not-seen').length,
  )
  const unreported = computed(() => unreportedOf(draft.value))

  async function save(): Promise<void> {
    if (site.value === undefined || checklist.value === undefined) return
    loaded.value = false
    const outcome = await readPosition()
    const { id, startedAt, answers, words } = draft.value
    const now = Date.now()
    const visit = {
      ...{ id, siteId, startedAt, endedAt: now, words: words.trim() },
      checklistId: checklist.value.id,
      teamId: null,
      place: outcome.kind === 'read' ? ({ ...outcome.position, how: 'device' } as const) : null,
      entries: checklist.value.entries.map((entry) => ({
        entryId: entry.id,
        verdict: answers[entry.id] ?? 'not-seen',
        words: '',
      })),
      onBehalfOf: null,
    }
    await keepRecord(
      db,
      { what: 'visit', id: newId(), madeAt: now, visit },
      { title: site.value.name, photos: [], draft: key },
    )
    await outbox.recount()
    void outbox.send()
    void askToPersist()
  }

  return { site, checklist, draft, load, keep, answer, passRest, seen, unreported, save }
}
