import { likelyDuplicates } from '@chuangyuan/domain/finding/likely-duplicate'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { computed, ref, shallowRef, watch } from 'vue'
import { keepRecord } from '../../outbox/keep-record.ts'
import type { Refusal } from '../../outbox/record.ts'
import type { ReportDraft } from '../../phone/draft.ts'
import { keepDraft } from '../../phone/keep-draft.ts'
import { likelySite } from '../../phone/nearest-sites.ts'
import { newId } from '../../phone/new-id.ts'
import { handbookIn } from '../../phone/offline-package.ts'
import { usePhone } from '../../phone/phone.ts'
import { readPosition, type PositionOutcome } from '../../phone/read-position.ts'
import { askToPersist } from '../../phone/storage.ts'
import { dropPhoto, keepPhoto, photosOfDraft, placePhoto } from '../../photo/keep-photo.ts'
import type { KeptPhoto } from '../../photo/photo.ts'
import { formatInstant } from '../../shell/format.ts'
import { refusalOfReport, reportOf } from './decide-report.ts'
import { blankReport, reportKey } from './start-report.ts'

/** The report somebody is writing: kept at every step, decided by the rules, written to the outbox. */
export function useReport() {
  const { db, held, outbox } = usePhone()
  const content = computed(() => held.value?.content)
  const draft = ref<ReportDraft>(blankReport(Date.now()))
  const photos = shallowRef<KeptPhoto[]>([])
  const position = shallowRef<PositionOutcome | 'reading'>()
  const refusal = shallowRef<Refusal>()
  const savedCount = ref(0)
  const loaded = ref(false)

  async function load(): Promise<void> {
    const kept = await db.get('drafts', reportKey)
    if (kept?.key === reportKey) draft.value = kept
    photos.value = await photosOfDraft(db, reportKey)
    loaded.value = true
    if (photos.value.some((photo) => photo.position === null)) await locate()
  }

  // At every change: the page may be gone at the next moment.
  watch(draft, (changed) => loaded.value && keepDraft(db, changed), { deep: true })

  async function add(file: File): Promise<void> {
    if (file.size === 0) return
    await keepPhoto(db, newId(), reportKey, file, Date.now())
    photos.value = await photosOfDraft(db, reportKey)
    await locate()
  }

  async function drop(id: string): Promise<void> {
    await dropPhoto(db, id)
    photos.value = await photosOfDraft(db, reportKey)
  }

  async function locate(): Promise<void> {
    position.value = 'reading'
    const outcome = await readPosition()
    position.value = outcome
    if (outcome.kind === 'none') return
    for (const photo of photos.value)
      if (photo.position === null) await placePhoto(db, photo.id, outcome.position)
    const siteId = draft.value.siteChosen
      ? draft.value.siteId
      : (likelySite(content.value?.sites ?? [], outcome.position)?.id ?? null)
    draft.value = { ...draft.value, position: outcome.position, siteId }
  }

  const site = computed(() => content.value?.sites.find(({ id }) => id === draft.value.siteId))

  const duplicates = computed(() => {
    if (content.value === undefined || draft.value.kind === '') return []
    const seen = { id: '', kind: draft.value.kind, siteId: draft.value.siteId, place: draft.value.position }
    const known = content.value.findings.map(({ id, stage, kind, site: at, place }) => ({
      ...{ id, stage, kind, place },
      siteId: at?.id ?? null,
    }))
    return likelyDuplicates(seen, known, handbookIn(content.value).duplicateMetres)
  })

  /** Resolves to whether it was written down; otherwise `refusal` says why not. */
  async function save(): Promise<boolean> {
    if (content.value === undefined) return false
    const ids = photos.value.map(({ id }) => id)
    const said = reportOf(newId(), draft.value, ids)
    refusal.value = refusalOfReport(said, content.value, Date.now())
    if (refusal.value !== undefined) return false
    const kind = kindOf(handbookIn(content.value), said.kind)?.name ?? said.kind
    const where = site.value?.name ?? said.address
    await keepRecord(
      db,
      { what: 'report', id: said.id, madeAt: Date.now(), report: said },
      {
        title: where === '' ? kind : `${where} · ${kind}`,
        photos: ids,
        draft: reportKey,
        caption: [formatInstant(said.foundAt), where, kind].filter((words) => words !== ''),
      },
    )
    await noteInVisit(said.visitId, said.siteId, said.entries)
    savedCount.value += 1
    photos.value = []
    // Several problems at one place in a row: the place stays, what was wrong does not.
    loaded.value = false
    const { siteId, siteChosen, streetId, address, visitId } = draft.value
    draft.value = {
      ...blankReport(Date.now(), { siteId, siteChosen, visitId }),
      streetId,
      address,
      position: draft.value.position,
    }
    await outbox.recount()
    void outbox.send()
    void askToPersist()
    return true
  }

  async function another(file: File): Promise<void> {
    draft.value = { ...draft.value, startedAt: Date.now() }
    loaded.value = true
    await keepDraft(db, draft.value)
    await add(file)
  }

  async function startOver(): Promise<void> {
    for (const { id } of photos.value) await dropPhoto(db, id)
    await db.delete('drafts', reportKey)
  }

  async function noteInVisit(
    visitId: string | null,
    siteId: string | null,
    entries: readonly string[],
  ): Promise<void> {
    if (visitId === null || siteId === null) return
    const visit = await db.get('drafts', `visit:${siteId}`)
    if (visit !== undefined && 'reported' in visit)
      await db.put('drafts', { ...visit, reported: [...new Set([...visit.reported, ...entries])] })
  }

  return {
    draft,
    photos,
    position,
    refusal,
    savedCount,
    site,
    content,
    duplicates,
    load,
    add,
    drop,
    locate,
    save,
    another,
    startOver,
  }
}
