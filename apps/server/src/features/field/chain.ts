import { firstHead, linkText } from '@chuangyuan/contract/field'
import { createHash } from 'node:crypto'
import type { Device, fieldStore, KeptRecord } from './store.ts'

export function freshDevice(id: string, accountId: string): Device {
  return { id, accountId, records: 0, refused: 0, upTo: 0, head: Buffer.from(firstHead, 'hex') }
}

/** The device after these records; they are written already. */
export async function continued(
  store: Pick<ReturnType<typeof fieldStore>, 'chainAfter'>,
  device: Device,
  kept: readonly KeptRecord[],
): Promise<Device> {
  const first = kept.filter(({ turn }) => turn === 1)
  const records = device.records + first.length
  const refused = device.refused + first.filter(({ refusal }) => refusal !== null).length
  // Without a gap before them, nothing but these can continue the chain.
  const links =
    device.records === device.upTo
      ? first.map(({ seq, id, contentHash }) => ({ seq, id, hash: contentHash }))
      : await store.chainAfter(device.id, device.upTo)
  let { upTo, head } = device
  for (const { seq, id, hash } of links.toSorted((left, right) => left.seq - right.seq)) {
    if (seq !== upTo + 1) break
    upTo = seq
    head = createHash('sha256')
      .update(head)
      .update(linkText(seq, id, hash.toString('hex')))
      .digest()
  }
  return { ...device, records, refused, upTo, head }
}
