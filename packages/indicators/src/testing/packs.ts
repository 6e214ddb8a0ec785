import type { Pack } from '@chuangyuan/domain/standard/pack'
import { shippedPack } from '@chuangyuan/standards-data/shipped-packs'

export function packOfKey(key: string): Pack {
  const pack = shippedPack(key)
  if (pack === undefined) throw new Error(`no pack ${key}`)
  return pack
}
