import { shallowRef } from 'vue'

/** Less than this, and the next patrol may not fit. */
const scarceBytes = 200 * 1024 * 1024

export interface Storage {
  readonly usedBytes: number
  readonly freeBytes: number
  readonly scarce: boolean
  /** Whether the browser has promised not to clear it by itself. */
  readonly persisted: boolean
}

export const storage = shallowRef<Storage>()

/** Browsers give no such account to a page without HTTPS; nothing is shown then. */
export async function measureStorage(): Promise<void> {
  const { storage: manager } = navigator as { storage?: StorageManager }
  if (manager === undefined) return
  const { usage = 0, quota = 0 } = await manager.estimate()
  const freeBytes = Math.max(0, quota - usage)
  storage.value = {
    usedBytes: usage,
    freeBytes,
    scarce: freeBytes < scarceBytes,
    persisted: await manager.persisted(),
  }
}

/** Asked after the first save, when there is something to lose. */
export async function askToPersist(): Promise<void> {
  const { storage: manager } = navigator as { storage?: StorageManager }
  if (manager !== undefined && !(await manager.persisted())) await manager.persist()
  await measureStorage()
}
