import * as contract from '@chuangyuan/contract/photo'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { declareOne } from './declare-photo.ts'
import { sendChunk } from './send-chunk.ts'
import { onePhoto, original, photosAlike, sharedCopy, thumbnail } from './show-photo.ts'

export function photoRoutes(bind: Bind, deps: Deps): void {
  bind(contract.declarePhoto, ({ session, body }) => declareOne(deps, session, body))
  bind(contract.sendPhotoChunk, ({ session, params, query, upload }) =>
    sendChunk(deps, session, params.photoId, query.offset, upload ?? Readable.from([])),
  )
  bind(contract.getPhoto, ({ session, params }) => onePhoto(deps, session, params.photoId))
  bind(contract.sharedPhoto, ({ session, params }) => sharedCopy(deps, session, params.photoId))
  bind(contract.photoThumbnail, ({ session, params }) => thumbnail(deps, session, params.photoId))
  bind(contract.originalPhoto, ({ session, params }) => original(deps, session, params.photoId))
  bind(contract.alikePhotos, ({ session, params, query }) =>
    photosAlike(deps, session, params.photoId, query.limit),
  )
}
