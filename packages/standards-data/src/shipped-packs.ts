import type { Pack } from '@chuangyuan/domain/standard/pack'

import garden2000and2005 from '../packs/garden-2000-2005.json' with { type: 'json' }
import garden2010 from '../packs/garden-2010.json' with { type: 'json' }
import garden2016 from '../packs/garden-2016.json' with { type: 'json' }
import garden2022 from '../packs/garden-2022.json' with { type: 'json' }
import { parsePack } from './parse-pack.ts'

/** The packs that come with the product, oldest edition first. A broken one is a fault of the release. */
export const shippedPacks: readonly Pack[] = [garden2000and2005, garden2010, garden2016, garden2022].map(
  parsed,
)

export function shippedPack(id: string): Pack | undefined {
  return shippedPacks.find((pack) => pack.id === id)
}

function parsed(json: unknown): Pack {
  const pack = parsePack(json)
  if (!pack.ok) throw new Error(`a shipped pack is invalid: ${JSON.stringify(pack.refusal.problems)}`)
  return pack.value
}
