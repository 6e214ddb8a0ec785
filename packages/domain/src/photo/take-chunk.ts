import { accept, refuse, type Result } from '../result.ts'

export type ChunkRefusal =
  | { readonly code: 'photo.offset-wrong'; readonly offset: number }
  | { readonly code: 'photo.longer-than-declared'; readonly bytes: number }

/**
 * What to do with a chunk that begins at `offset` when `received` of `bytes` are
 * here. The bytes come strictly in order, so one number tells how far a photo
 * got. A chunk that is here already was sent again because its answer got lost:
 * harmless. One that leaves a gap, or overlaps the end, learns the offset to go
 * on from.
 */
export function takeChunk(
  { received, bytes }: { readonly received: number; readonly bytes: number },
  chunk: { readonly offset: number; readonly length: number },
): Result<'append' | 'repeated', ChunkRefusal> {
  const end = chunk.offset + chunk.length
  if (end > bytes) return refuse({ code: 'photo.longer-than-declared', bytes })
  if (end <= received) return accept('repeated')
  if (chunk.offset !== received) return refuse({ code: 'photo.offset-wrong', offset: received })
  return accept('append')
}
