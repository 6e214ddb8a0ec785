import type { StatedCrs } from './source-layer.ts'

/** `EPSG:4548`, `urn:ogc:def:crs:EPSG::4548`, `http://www.opengis.net/def/crs/EPSG/0/4548` and their likes. */
export function crsFromName(name: string): StatedCrs {
  // CRS84 is WGS-84 with longitude first, which is how this package reads every geographic system anyway.
  const epsg = /CRS:?84/i.test(name) ? 4326 : /EPSG\W+(?:\d*\W+)?(\d{4,6})\s*$/i.exec(name)?.[1]
  return { by: 'file', epsg: epsg === undefined ? undefined : Number(epsg), wkt: undefined, name }
}

/** The text of a `.prj` file or of a spatial reference table: WKT 1 or 2. */
export function crsFromWkt(wkt: string): StatedCrs | undefined {
  const text = wkt.trim()
  if (text === '' || /^undefined/i.test(text)) return undefined
  // The identifier of the whole system stands last; those before it belong to datum and ellipsoid.
  const authority = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(text)?.[1]
  const name = /^\w+\s*\[\s*"([^"]*)"/.exec(text)?.[1]
  return { by: 'file', epsg: authority === undefined ? undefined : Number(authority), wkt: text, name }
}

export function crsFromEpsg(epsg: number, wkt?: string, name?: string): StatedCrs {
  return { by: 'file', epsg, wkt, name }
}

/** WGS-84 because the format says so, where the file itself is silent. */
export const wgs84ByFormat: StatedCrs = { by: 'format', epsg: 4326, wkt: undefined, name: undefined }
