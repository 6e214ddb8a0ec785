import { drawSample } from '@chuangyuan/domain/supervision/draw'
import { drawSeed, frameHash, readFrameFile, type LabelledRow } from './frame-file.ts'

/**
 * The sample that a frame file and an announced text give, in the order of the
 * draw; undefined where the file is no frame. The server draws by it, and so
 * does anybody who checks the server.
 */
export function sampleOfFile(
  file: string,
  announced: string,
): { readonly hash: string; readonly sample: readonly LabelledRow[] } | undefined {
  const frame = readFrameFile(file)
  if (frame === undefined) return undefined
  const hash = frameHash(file)
  const rowOf = new Map(frame.rows.map((row) => [row.id, row]))
  const ids = drawSample(frame.rows, frame.strata, drawSeed(hash, announced))
  return { hash, sample: ids.flatMap((id) => rowOf.get(id) ?? []) }
}
