import {
  photoFaults,
  photoSources,
  photoStates,
  photoTypes,
  positionSystems,
} from '@chuangyuan/domain/photo/photo'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { id, instant } from './wire.ts'

const position = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  /** Radius in metres. */
  accuracy: z.number().min(0).nullable(),
  system: z.enum(positionSystems),
})

const declaration = z.object({
  /** Made by the phone (UUIDv7). */
  id: z.uuidv7(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
  /** By the phone's clock. */
  takenAt: instant,
  source: z.enum(photoSources),
  position: position.nullable(),
})

export const photo = declaration.extend({
  id,
  state: z.enum(photoStates),
  /** How many bytes are here: where the next chunk begins. */
  offset: z.int(),
  fault: z.enum(photoFaults).nullable(),
  mediaType: z.enum(photoTypes).nullable(),
  /** Upright, in pixels. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** What the file itself says. A hint: anybody can write it, and browsers remove it. */
  exif: z.object({
    /** By the camera's clock, without a time zone: `2026-03-05T09:00:00`. */
    takenAt: z.string().nullable(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
  }),
  declaredBy: id.nullable(),
  declaredAt: instant,
  /** When the last byte was here, by the server's clock. */
  receivedAt: instant.nullable(),
})
export type Photo = z.output<typeof photo>

const photoId = { params: z.object({ photoId: id }) }

export const declarePhoto = operation({
  id: 'photo.declare',
  method: 'POST',
  path: '/api/photos',
  summary: '登记一张照片（编号由手机生成），答复已收到多少字节；重复登记无妨',
  policy: withVerb('photo.add'),
  body: declaration,
  reply: photo.extend({
    /** The most bytes that one chunk may have. */
    chunkBytes: z.int(),
  }),
  refusals: ['photo.id-taken', 'photo.too-large', ...photoFaults],
})

export const sendPhotoChunk = operation({
  id: 'photo.send',
  method: 'PUT',
  path: '/api/photos/:photoId/content',
  summary: '续传照片的一段；位置不对时答复应从哪里续传，重复发送无妨',
  policy: withVerb('photo.add'),
  ...photoId,
  query: z.object({ offset: z.coerce.number().int().min(0) }),
  upload: true,
  reply: photo,
  refusals: [
    'request.not-found',
    'photo.offset-wrong',
    'photo.chunk-too-large',
    'photo.longer-than-declared',
    'photo.hash-wrong',
    ...photoFaults,
  ],
})

export const getPhoto = operation({
  id: 'photo.get',
  method: 'GET',
  path: '/api/photos/:photoId',
  summary: '一张照片的情况：是否收全、何时何地所摄',
  policy: withVerb('facts.read'),
  ...photoId,
  reply: photo,
  refusals: ['request.not-found'],
})

export const sharedPhoto = operation({
  id: 'photo.shared',
  method: 'GET',
  path: '/api/photos/:photoId/shared',
  summary: '照片（供查看：最长边 2048 像素，不含拍摄位置等附加信息）',
  policy: withVerb('facts.read'),
  ...photoId,
  reply: { file: 'image/jpeg' },
  refusals: ['request.not-found', 'photo.incomplete'],
})

export const photoThumbnail = operation({
  id: 'photo.thumbnail',
  method: 'GET',
  path: '/api/photos/:photoId/thumbnail',
  summary: '照片缩略图（最长边 320 像素）',
  policy: withVerb('facts.read'),
  ...photoId,
  reply: { file: 'image/webp' },
  refusals: ['request.not-found', 'photo.incomplete'],
})

export const originalPhoto = operation({
  id: 'photo.original',
  method: 'GET',
  path: '/api/photos/:photoId/original',
  summary: '照片原件，与手机上的逐字节相同；每次读取记入日志',
  policy: withVerb('photo.read-original'),
  ...photoId,
  reply: { file: 'application/octet-stream' },
  refusals: ['request.not-found', 'photo.incomplete'],
})

export const alikePhotos = operation({
  id: 'photo.alike',
  method: 'GET',
  path: '/api/photos/:photoId/alike',
  summary: '本区与这张相像的照片，最像的在前；只提示值得看一看，不是结论',
  policy: withVerb('facts.read'),
  ...photoId,
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  reply: z.object({
    rows: z.array(
      z.object({
        photo,
        /** Bits of 64 in which the fingerprints differ. */
        bits: z.int(),
        likeness: z.enum(['same', 'similar']),
      }),
    ),
  }),
  refusals: ['request.not-found', 'photo.incomplete'],
})
