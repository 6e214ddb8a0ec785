import { drawCopies, type CopyOrder } from './draw-copies.ts'

addEventListener('message', ({ data, ports }: MessageEvent<CopyOrder>) => {
  drawCopies(data).then(
    (copies) => ports[0]?.postMessage(copies),
    (error: unknown) => ports[0]?.postMessage({ failed: String(error) }),
  )
})
