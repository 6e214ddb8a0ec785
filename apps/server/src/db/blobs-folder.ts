import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BlobFault, checked, checking, nameAt, placeOf, writeThrough, type Blobs } from './blobs.ts'
import { codeOf } from './fault.ts'

/** Blobs in a folder. */
export function folderBlobs(directory: string): Blobs {
  const fileOf = (sha256: string) => join(directory, placeOf(sha256))
  return {
    async put(content) {
      const incoming = join(directory, 'incoming')
      await mkdir(incoming, { recursive: true })
      const unfinished = join(incoming, randomUUID())
      try {
        const blob = await writeThrough(content, unfinished)
        await moveInto(unfinished, fileOf(blob.sha256))
        return blob
      } finally {
        await rm(unfinished, { force: true })
      }
    },
    async has(sha256) {
      return (await sizeOf(fileOf(sha256))) !== undefined
    },
    async read(sha256) {
      const content = await readFile(fileOf(sha256)).catch((fault: unknown) => {
        throw codeOf(fault) === 'ENOENT' ? new BlobFault('blob.missing', sha256, fault) : fault
      })
      return checked(sha256, content)
    },
    async stream(sha256) {
      const file = fileOf(sha256)
      if ((await sizeOf(file)) === undefined) throw new BlobFault('blob.missing', sha256)
      const content = createReadStream(file)
      const passed = content.pipe(checking(sha256))
      content.on('error', (fault) => passed.destroy(fault))
      passed.on('close', () => content.destroy())
      return passed
    },
    async *list() {
      for (const folder of await entriesOf(directory)) {
        if (folder.length !== 2) continue
        for (const entry of await entriesOf(join(directory, folder))) {
          const sha256 = nameAt(`${folder}/${entry}`)
          const bytes = sha256 === undefined ? undefined : await sizeOf(fileOf(sha256))
          if (sha256 !== undefined && bytes !== undefined) yield { sha256, bytes }
        }
      }
    },
  }
}

async function moveInto(unfinished: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  await rename(unfinished, place)
  for (const folder of [dirname(place), dirname(dirname(place))]) {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size
}

async function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return []
    throw fault
  })
}
