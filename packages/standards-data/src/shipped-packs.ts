import type { Pack } from '@chuangyuan/domain/standard/pack'

import garden2000and2005 from '../packs/garden-2000-2005.json' with { type: 'json' }
import garden2010 from '../packs/garden-2010.json' with { type: 'json' }
import garden2016 from '../packs/garden-2016.json' with { type: 'json' }
import garden2022 from '../packs/garden-2022.json' with { type: 'json' }

/**
 * The packs that come with the product, oldest edition first. They are read as they are: that each passes
 * `parsePack` is shown by a test, not again at every start.
 */
export const shippedPacks = [
  garden2000and2005,
  garden2010,
  garden2016,
  garden2022,
] as unknown as readonly Pack[]

export function shippedPack(id: string): Pack | undefined {
  return shippedPacks.find((pack) => pack.id === id)
}
