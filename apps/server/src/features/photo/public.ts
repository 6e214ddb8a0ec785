export { clearUnfinished } from './clear-unfinished.ts'
export { findPhotos } from './find-photos.ts'
export { keepWholePhoto } from './keep-whole-photo.ts'
