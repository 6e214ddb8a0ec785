import type { Blobs } from './blobs.ts'
import { folderBlobs } from './blobs-folder.ts'
import { s3Blobs, type Bucket } from './blobs-s3.ts'

/** Where the files beside the rows live. */
export type BlobPlace =
  | { readonly kind: 'folder'; readonly directory: string }
  | { readonly kind: 's3'; readonly bucket: Bucket; readonly spool: string }

export function blobsAt(place: BlobPlace): Blobs {
  switch (place.kind) {
    case 'folder':
      return folderBlobs(place.directory)
    case 's3':
      return s3Blobs(place.bucket, place.spool)
  }
}
