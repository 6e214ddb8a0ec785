import 'fake-indexeddb/auto'
import { whoAmI } from '@chuangyuan/contract/identity'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keepRecord } from '../outbox/keep-record.ts'
import type { Said } from '../outbox/record.ts'
import { openDatabase } from '../phone/database.ts'
import { newId } from '../phone/new-id.ts'
import { keepPhoto } from '../photo/keep-photo.ts'
import { gatherUnsent } from './gather-unsent.ts'
import { seal } from './seal.ts'
import { tar } from './tar.ts'

const now = Date.parse('2026-03-05T09:00:00+08:00')
const passphrase = '柳园 8264'
const segmentBytes = 1024 * 1024

/** Opens a file as docs/field-rescue.md says, with another library than the one that wrote it. */
function opened(file: Buffer, words: string): Buffer {
  expect(file.subarray(0, 5).toString()).toBe('CYRF1')
  const key = pbkdf2Sync(Buffer.from(words.normalize('NFC')), file.subarray(5, 21), 600_000, 32, 'sha256')
  const sealed = file.subarray(28)
  const count = Math.ceil(sealed.length / (segmentBytes + 16))
  const parts = Array.from({ length: count }, (_, number) => {
    const segment = sealed.subarray(number * (segmentBytes + 16), (number + 1) * (segmentBytes + 16))
    const nonce = Buffer.concat([file.subarray(21, 28), Buffer.alloc(5)])
    nonce.writeUInt32BE(number, 7)
    nonce[11] = number === count - 1 ? 1 : 0
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(segment.subarray(-16))
    return Buffer.concat([decipher.update(segment.subarray(0, -16)), decipher.final()])
  })
  return Buffer.concat(parts)
}

function untarred(archive: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  for (let at = 0; archive[at] !== 0;) {
    const name = archive
      .subarray(at, at + 100)
      .toString()
      .replace(/\0.*$/s, '')
    const size = parseInt(archive.subarray(at + 124, at + 135).toString(), 8)
    entries.set(name, archive.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}

async function bytesOf(blob: Blob): Promise<Buffer> {
  return Buffer.from(await blob.arrayBuffer())
}

describe('a rescue file', () => {
  it('can be opened with the passphrase alone, whatever its length', async () => {
    for (const length of [0, 1000, segmentBytes, 2 * segmentBytes + 17]) {
      const plain = Buffer.alloc(length, 'blade of grass ')
      const file = await bytesOf(await seal(new Blob([plain]), passphrase))
      expect(opened(file, passphrase).equals(plain)).toBe(true)
    }
  })

  it('cannot be opened with another passphrase, nor where its end is cut off', async () => {
    const file = await bytesOf(await seal(new Blob([Buffer.alloc(segmentBytes + 1)]), passphrase))
    expect(() => opened(file, '柳园 8265')).toThrow()
    expect(() => opened(file.subarray(0, 28 + segmentBytes + 16), passphrase)).toThrow()
  })

  it('holds what only the phone has: records with their numbers, photos byte for byte', async () => {
    const db = await openDatabase(newId())
    const photoId = newId()
    await keepPhoto(db, photoId, 'report', new File(['picture'], 'a.jpg', { lastModified: now }), now)
    const said: Said = {
      ...{ what: 'act', id: newId(), madeAt: now, findingId: newId(), onBehalfOf: null },
      act: { action: 'file-measures', words: '已补植', photos: [photoId] },
    }
    await keepRecord(db, said, { title: '柳园', photos: [photoId], draft: 'report' })
    const me = {
      accountId: newId(),
      login: 'ducha',
      name: '督查组',
      district: { id: newId(), name: '柳塘区' },
    }
    const { entries } = await gatherUnsent(db, me as ReplyOf<typeof whoAmI>, now, async (_db, photo) => ({
      ...photo,
      sha256: 'ab',
      sent: { name: 'original', bytes: photo.bytes, sha256: 'ab' },
    }))
    const files = untarred(await bytesOf(tar(entries)))
    expect([...files.keys()]).toEqual(['records.json', `photos/${photoId}`])
    expect(files.get(`photos/${photoId}`)?.toString()).toBe('picture')
    expect(JSON.parse(files.get('records.json')?.toString() ?? '')).toMatchObject({
      format: 'CYRF1',
      account: { login: 'ducha' },
      records: [{ what: 'act', seq: 1, id: said.id }],
      photos: [{ id: photoId, seq: 1, bytes: 7, sha256: 'ab' }],
    })
  })
})
