import { shallowRef } from 'vue'

/** A newer build that waits for the reader's word; everything also works without a service worker. */
export const update = shallowRef<ServiceWorker>()

export async function watchForUpdate(): Promise<void> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (serviceWorker === undefined || !import.meta.env.PROD) return
  const registration = await serviceWorker
    .register('/field/service-worker.js', { scope: '/field/' })
    .catch(() => undefined)
  if (registration === undefined) return
  // The first worker has nobody to replace.
  const note = (): void => {
    if (registration.waiting !== null && serviceWorker.controller !== null)
      update.value = registration.waiting
  }
  note()
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', note),
  )
}

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  update.value?.postMessage('take-over')
}
