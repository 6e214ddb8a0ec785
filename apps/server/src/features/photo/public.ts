export { clearUnfinished } from './clear-unfinished.ts'
export { declareOne } from './declare-photo.ts'
export { findPhotos } from './find-photos.ts'
export { chunkBytes, sendChunk } from './send-chunk.ts'
