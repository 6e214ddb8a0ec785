import type { ReportInput } from '@chuangyuan/contract/finding'
import type { Site } from '@chuangyuan/contract/site'
import type { Severity } from '@chuangyuan/domain/handbook/handbook'
import type { Spot } from './nearest-sites.ts'

/** What the duty desk writes down; empty where nothing is known. */
export interface ReportForm {
  kind: string
  severity: Severity | ''
  site: Site | undefined
  /** Clicked on the map. */
  spot: Spot | undefined
  streetId: string
  address: string
  words: string
  /** As a date field has it: `2026-03-05T09:30`, Beijing time. */
  foundAt: string
  onBehalfOf: string
  photos: string[]
}

const beijingOffsetMs = 8 * 3_600_000

export function reportForm(now: number): ReportForm {
  return {
    kind: '',
    severity: '',
    site: undefined,
    spot: undefined,
    streetId: '',
    address: '',
    words: '',
    foundAt: new Date(now + beijingOffsetMs).toISOString().slice(0, 16),
    onBehalfOf: '',
    photos: [],
  }
}

/** The report under its id. It lies where the map was clicked, else where its site lies; without a site, on the ground of a street. */
export function reportOf(form: ReportForm, id: string): ReportInput {
  const { site } = form
  return {
    id,
    kind: form.kind,
    severity: form.severity === '' ? null : form.severity,
    siteId: site?.id ?? null,
    streetId: site === undefined ? form.streetId : null,
    place: placeOf(form),
    address: form.address,
    words: form.words,
    entries: [],
    photos: form.photos,
    channel: 'desk',
    foundAt: Date.parse(`${form.foundAt}:00+08:00`),
    onBehalfOf: form.onBehalfOf === '' ? null : form.onBehalfOf,
    visitId: null,
  }
}

function placeOf({ site, spot }: ReportForm): ReportInput['place'] {
  const known = { accuracy: null, system: 'CGCS2000' } as const
  if (spot !== undefined) return { ...spot, ...known, how: 'map' }
  if (site === undefined || site.lon === null || site.lat === null) return null
  return { lon: site.lon, lat: site.lat, ...known, how: 'site' }
}
