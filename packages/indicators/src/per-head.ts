import type { Figure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { convert, type Unit } from '@chuangyuan/domain/standard/unit'
import { mapQuantities } from './measure-plan.ts'

/**
 * Green per head: the measured area over the heads that the office reports,
 * for the whole district and for every street whose heads are known. The map
 * does not count heads; a figure of last year's area must not stand for today's.
 */
export function perHeadFigures(pack: Pack, figures: readonly Figure[], today: Day): Figure[] {
  return mapQuantities(pack).flatMap(({ quantity, definition }) => {
    if (definition.indicator !== 'park-green-per-head') return []
    const inputs = pack.quantities.find(({ id }) => id === quantity)?.formula?.inputs ?? []
    const [area, people] = ['area', 'people'].map(
      (name) => inputs.find((input) => input.name === name)?.quantity,
    )
    return figures.flatMap((green): Figure[] => {
      if (green.quantity !== area || green.origin !== 'computed') return []
      const heads = latest(figures, people, green.zone, today)
      const squareMetres = convert(green.value, green.unit, 'm2')
      const error = convert(green.error ?? 0, green.unit, 'm2')
      const persons = heads === undefined ? undefined : convert(heads.value, heads.unit, 'person')
      if (heads === undefined || persons?.ok !== true || persons.value <= 0 || !squareMetres.ok || !error.ok)
        return []
      const days = [green.asOf, heads.asOf].filter((day) => day !== undefined).toSorted()
      return [
        {
          quantity,
          ...(green.zone === undefined ? {} : { zone: green.zone }),
          value: squareMetres.value / persons.value,
          error: error.value / persons.value,
          unit: 'm2-per-person' satisfies Unit,
          ...(days[0] === undefined ? {} : { asOf: days[0] }),
          source: `${green.source}；${heads.source}`,
          origin: 'computed',
          inputs: [inputOf(green), inputOf(heads)],
        },
      ]
    })
  })
}

function latest(
  figures: readonly Figure[],
  quantity: string | undefined,
  zone: string | undefined,
  today: Day,
): Figure | undefined {
  return figures
    .filter(
      (figure) => figure.quantity === quantity && figure.zone === zone && (figure.asOf ?? today) <= today,
    )
    .toSorted((a, b) => ((a.asOf ?? '') < (b.asOf ?? '') ? 1 : -1))[0]
}

function inputOf({ quantity, value, unit, asOf, source }: Figure) {
  return { quantity, value, unit, source, ...(asOf === undefined ? {} : { asOf }) }
}
