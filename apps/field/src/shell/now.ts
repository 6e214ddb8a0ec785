import { shallowRef } from 'vue'

const everyMs = 30_000

/** The present, for countdowns; steps twice a minute. */
export const now = shallowRef(Date.now())

setInterval(() => {
  now.value = Date.now()
}, everyMs)

export const isOnline = shallowRef(navigator.onLine)
for (const event of ['online', 'offline'] as const)
  addEventListener(event, () => {
    isOnline.value = navigator.onLine
  })
