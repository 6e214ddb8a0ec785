import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { usePhone } from '../phone/phone.ts'
import { originalOf, viewOf } from './keep-photo.ts'

/** An address under which the page can show a photo that lies on the phone; undefined where it does not. */
export function usePhotoUrl(photoId: () => string): Readonly<ShallowRef<string | undefined>> {
  const { db } = usePhone()
  const url = shallowRef<string>()
  const forget = (): void => {
    if (url.value !== undefined) URL.revokeObjectURL(url.value)
    url.value = undefined
  }
  watch(
    photoId,
    async (id) => {
      forget()
      const blob = (await db.get('blobs', viewOf(id))) ?? (await db.get('blobs', originalOf(id)))
      if (blob !== undefined) url.value = URL.createObjectURL(blob)
    },
    { immediate: true },
  )
  onScopeDispose(forget)
  return url
}
