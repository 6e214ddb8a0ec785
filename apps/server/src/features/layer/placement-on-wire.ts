import type { Placement } from '@chuangyuan/contract/layer'
import { isAcceptable, type PlacementCheck } from '@chuangyuan/map-files/check-placement'
import type { Candidate } from '@chuangyuan/map-files/placement'
import { Refused } from '../../http/refused.ts'
import { readingOnWire } from './coordinate-reading.ts'

export function candidateOnWire({ reading, score }: Candidate): {
  reading: ReturnType<typeof readingOnWire>
  score: number
} {
  return { reading: readingOnWire(reading), score }
}

export function placementOnWire(check: PlacementCheck): Placement {
  const { verdict, against } = check
  const shifted = verdict === 'shifted' ? check : undefined
  return {
    verdict,
    against,
    score: 'score' in check ? check.score : null,
    datum: verdict === 'fits' ? check.datum : null,
    causes: [...(shifted?.causes ?? [])],
    corrected: shifted === undefined ? null : candidateOnWire(shifted.corrected),
    kilometres: verdict === 'elsewhere' ? Math.round(check.kilometres * 10) / 10 : null,
    acceptable: isAcceptable(check),
  }
}

/** A layer beside its place would give figures that look right and are not, so it is not taken. */
export function refuseMisplaced(placement: Placement): void {
  if (placement.acceptable) return
  const { causes, corrected, score, kilometres, against } = placement
  switch (placement.verdict) {
    case 'shifted':
      throw new Refused('layer.shifted', { causes, corrected, score, against })
    case 'elsewhere':
      throw new Refused('layer.elsewhere', { kilometres, score, against })
    case 'off-china':
      throw new Refused('layer.off-china')
    case 'local-system':
    case 'suggested':
      throw new Refused('layer.local-system', { score, against })
    case 'fits':
    case 'unchecked':
  }
}
