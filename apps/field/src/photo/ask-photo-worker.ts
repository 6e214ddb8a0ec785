import type { ExifHint } from '@chuangyuan/domain/photo/exif'
import type { Copies, CopyOrder } from './draw-copies.ts'

export type PhotoOrder =
  ({ readonly what: 'copies' } & CopyOrder) | { readonly what: 'exif'; readonly original: Blob }

let worker: Worker | undefined

/** What takes a while with a photo is done beside the page, which would stand still otherwise. */
export function askForCopies(order: CopyOrder): Promise<Copies> {
  return ask<Copies>({ what: 'copies', ...order })
}
export function askForExif(original: Blob): Promise<ExifHint> {
  return ask<ExifHint>({ what: 'exif', original })
}

function ask<Answer extends object>(order: PhotoOrder): Promise<Answer> {
  worker ??= new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  const target = worker
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<Answer | { readonly failed: string }>) => {
      if ('failed' in data) reject(new Error(data.failed))
      else resolve(data)
      port1.close()
    }
    target.addEventListener('error', () => reject(new Error('the photo worker does not start')), {
      once: true,
    })
    target.postMessage(order, [port2])
  })
}
