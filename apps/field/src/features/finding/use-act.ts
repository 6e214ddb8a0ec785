import type { FindingPage } from '@chuangyuan/contract/finding'
import { ref, shallowRef } from 'vue'
import { keepRecord } from '../../outbox/keep-record.ts'
import type { Refusal } from '../../outbox/record.ts'
import { newId } from '../../phone/new-id.ts'
import { catchUp, usePhone } from '../../phone/phone.ts'
import { readPosition } from '../../phone/read-position.ts'
import { askToPersist } from '../../phone/storage.ts'
import { keepPhoto, photosOfDraft, placePhoto, dropPhoto } from '../../photo/keep-photo.ts'
import type { KeptPhoto, Position } from '../../photo/photo.ts'
import { formatInstant } from '../../shell/format.ts'
import { refusalOfAct, type FieldAct } from './decide-act.ts'

/** Something done to one finding: decided by the rules, then written to the outbox, with its photos. */
export function useAct(finding: () => FindingPage) {
  const { db, held, outbox } = usePhone()
  const photos = shallowRef<KeptPhoto[]>([])
  const position = shallowRef<Position | null>(null)
  const refusal = shallowRef<Refusal>()
  const saved = ref(false)
  const draftKey = (): string => `act:${finding().id}`

  async function load(): Promise<void> {
    photos.value = await photosOfDraft(db, draftKey())
    position.value = photos.value.findLast((photo) => photo.position !== null)?.position ?? null
  }

  async function add(file: File): Promise<void> {
    if (file.size === 0) return
    const id = newId()
    await keepPhoto(db, id, draftKey(), file, Date.now())
    await load()
    const outcome = await readPosition()
    if (outcome.kind === 'none') return
    await placePhoto(db, id, outcome.position)
    await load()
  }

  async function drop(id: string): Promise<void> {
    await dropPhoto(db, id)
    await load()
  }

  /** `onBehalfOf`: who really did it, where the duty desk writes for a unit; else empty. */
  async function save(act: FieldAct, onBehalfOf: string): Promise<void> {
    if (held.value === undefined) return
    const { id: findingId, site, address, words } = finding()
    refusal.value = refusalOfAct(finding(), act, held.value.content, Date.now())
    if (refusal.value !== undefined) return
    const now = Date.now()
    const where = site?.name ?? address
    await keepRecord(
      db,
      {
        what: 'act',
        id: newId(),
        madeAt: now,
        findingId,
        onBehalfOf: onBehalfOf === '' ? null : onBehalfOf,
        act,
      },
      {
        title: `${where} · ${words}`,
        photos: 'photos' in act ? act.photos : [],
        caption: [formatInstant(now), where].filter((line) => line !== ''),
      },
    )
    saved.value = true
    await outbox.recount()
    // What can be done next is for the server to say.
    void catchUp()
    void askToPersist()
  }

  return { photos, position, refusal, saved, load, add, drop, save }
}
