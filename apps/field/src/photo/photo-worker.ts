import { drawCopies } from './draw-copies.ts'
import { readExifOf } from './read-exif-of.ts'
import type { PhotoOrder } from './ask-photo-worker.ts'

function done(order: PhotoOrder): Promise<unknown> {
  switch (order.what) {
    case 'copies':
      return drawCopies(order)
    case 'exif':
      return readExifOf(order.original)
  }
}

addEventListener('message', ({ data, ports }: MessageEvent<PhotoOrder>) => {
  done(data).then(
    (answer) => ports[0]?.postMessage(answer),
    (error: unknown) => ports[0]?.postMessage({ failed: String(error) }),
  )
})
