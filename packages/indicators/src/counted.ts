import { roadClasses, type RoadClass } from '@chuangyuan/domain/layer/layer-kind'
import type { GreenClasses, ServiceRadius } from '@chuangyuan/domain/standard/indicator'
import { featureAreas } from '@chuangyuan/geo/feature-areas'
import type { Attributes, MapLayer } from '@chuangyuan/geo/layer'

/** Which features an edition counts, read from their attributes. Pages that draw what counted ask the same functions. */

/**
 * Whether a patch of green is of the classes. Codes include their sub-codes
 * (G1 holds G13 and G131); where both codes stand, the newer one decides.
 */
export function isOfClasses({ class2017, class2002 }: Attributes, classes: GreenClasses): boolean {
  if (isCode(class2017)) return classes.edition2017.some((code) => includes(code, class2017))
  return isCode(class2002) && classes.edition2002.some((code) => includes(code, class2002))
}

function isCode(value: string | number | null | undefined): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** Attached green is XG as a whole and RG, AG, BG, MG, WG, SG, UG in its parts (CJJ/T 85-2017). */
const attachedGreen = ['RG', 'AG', 'BG', 'MG', 'WG', 'SG', 'UG']

function includes(wanted: string, code: string): boolean {
  const written = code.trim().toUpperCase()
  return (
    written.startsWith(wanted) || (wanted === 'XG' && attachedGreen.some((part) => written.startsWith(part)))
  )
}

/** How far each park serves, metres; 0 where it is too small to serve at all. */
export function reachOfParks(
  parks: MapLayer,
  radii: readonly ServiceRadius[],
  inHistoricQuarter: boolean,
): Float64Array {
  const areas = parkAreas(parks)
  const rules = radii.filter((rule) => (rule.inHistoricQuarter ?? false) === inHistoricQuarter)
  return areas.map((area) =>
    rules
      .filter((rule) => area >= rule.areaAtLeast && area < (rule.areaLessThan ?? Infinity))
      .reduce((widest, rule) => Math.max(widest, rule.radiusMetres), 0),
  )
}

/** m² of the park that each feature belongs to: a park drawn in several pieces under one id is one park. */
export function parkAreas(parks: MapLayer): Float64Array {
  const own = featureAreas(parks)
  const byId = new Map<string, number>()
  parks.attributes.forEach((attributes, feature) => {
    const id = idOf(attributes)
    if (id !== undefined) byId.set(id, (byId.get(id) ?? 0) + (own[feature] ?? 0))
  })
  return own.map((area, feature) => byId.get(idOf(parks.attributes[feature]) ?? '') ?? area)
}

function idOf(attributes: Attributes | undefined): string | undefined {
  const id = attributes?.['id']
  return id === null || id === undefined || id === '' ? undefined : String(id)
}

/** What the indicators ask of a road, as one small number: class, sides with trees, shaded or not. */
export function roadCodes(roads: MapLayer, shadedAtLeastPercent: number): Uint8Array {
  return Uint8Array.from(roads.attributes, (attributes) => {
    const roadClass = roadClasses.findIndex((each) => each === attributes['class'])
    const sides = Math.min(2, Math.max(0, Math.trunc(numberOf(attributes['treeSides']) ?? 0)))
    const shaded = (numberOf(attributes['shaded']) ?? 0) >= shadedAtLeastPercent
    return ((roadClass + 1) * 3 + sides) * 2 + (shaded ? 1 : 0)
  })
}

/** All codes for which the condition holds, for asking a measurement. `undefined` is a road of unknown class. */
export function roadCodesWhere(
  holds: (road: { roadClass: RoadClass | undefined; treeSides: number; shaded: boolean }) => boolean,
): number[] {
  const codes: number[] = []
  for (let kind = 0; kind <= roadClasses.length; kind++) {
    for (const treeSides of [0, 1, 2]) {
      for (const shaded of [false, true]) {
        if (holds({ roadClass: roadClasses[kind - 1], treeSides, shaded })) {
          codes.push((kind * 3 + treeSides) * 2 + (shaded ? 1 : 0))
        }
      }
    }
  }
  return codes
}

export function numberOf(value: string | number | null | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
