import { gbkBytes } from '@chuangyuan/testkit/gbk'

export type Ring = readonly (readonly [number, number])[]

export interface ShapeToWrite {
  /** Polygons: rings, shells clockwise. Points: one ring of one vertex. Undefined writes a null shape. */
  readonly rings: readonly Ring[] | undefined
  readonly attributes: Readonly<Record<string, string | number>>
  readonly deleted?: boolean
}

export interface DbfColumn {
  readonly name: string
  readonly type: 'C' | 'N' | 'D' | 'L'
  readonly length: number
}

export interface ShapefileToWrite {
  readonly type: 'polygon' | 'line' | 'point'
  readonly columns: readonly DbfColumn[]
  readonly shapes: readonly ShapeToWrite[]
  readonly encoding: 'gbk' | 'utf-8'
  readonly languageByte?: number
}

const shapeTypes = { point: 1, line: 3, polygon: 5 } as const

/** A shapefile as ArcGIS lays it out: .shp, .shx and .dbf, with the text in the encoding asked for. */
export function writeShapefile(file: ShapefileToWrite): {
  readonly shp: Uint8Array
  readonly shx: Uint8Array
  readonly dbf: Uint8Array
} {
  const records = file.shapes.map((shape) => shapeBytes(file.type, shape.rings))
  const shp = new Uint8Array(100 + records.reduce((sum, record) => sum + 8 + record.length, 0))
  const shx = new Uint8Array(100 + records.length * 8)
  const view = new DataView(shp.buffer)
  const index = new DataView(shx.buffer)
  let at = 100
  for (const [i, record] of records.entries()) {
    view.setInt32(at, i + 1, false)
    view.setInt32(at + 4, record.length / 2, false)
    shp.set(record, at + 8)
    index.setInt32(100 + i * 8, at / 2, false)
    index.setInt32(104 + i * 8, record.length / 2, false)
    at += 8 + record.length
  }
  for (const header of [view, index]) {
    header.setInt32(0, 9994, false)
    header.setInt32(24, header.byteLength / 2, false)
    header.setInt32(28, 1000, true)
    header.setInt32(32, shapeTypes[file.type], true)
  }
  return { shp, shx, dbf: dbfBytes(file) }
}

function shapeBytes(type: ShapefileToWrite['type'], rings: readonly Ring[] | undefined): Uint8Array {
  if (rings === undefined) return new Uint8Array(4)
  const vertices = rings.flat()
  const isPoint = type === 'point'
  const bytes = new Uint8Array(isPoint ? 20 : 44 + rings.length * 4 + vertices.length * 16)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, shapeTypes[type], true)
  if (!isPoint) {
    view.setInt32(36, rings.length, true)
    view.setInt32(40, vertices.length, true)
    let start = 0
    for (const [i, ring] of rings.entries()) {
      view.setInt32(44 + i * 4, start, true)
      start += ring.length
    }
  }
  const first = isPoint ? 4 : 44 + rings.length * 4
  for (const [i, [x, y]] of vertices.entries()) {
    view.setFloat64(first + i * 16, x, true)
    view.setFloat64(first + i * 16 + 8, y, true)
  }
  return bytes
}

function dbfBytes({ columns, shapes, encoding, languageByte }: ShapefileToWrite): Uint8Array {
  const encode = encoding === 'gbk' ? gbkBytes : (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
  const headerLength = 32 + columns.length * 32 + 1
  const recordLength = 1 + columns.reduce((sum, column) => sum + column.length, 0)
  const bytes = new Uint8Array(headerLength + shapes.length * recordLength + 1).fill(0x20, headerLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, 3)
  view.setUint32(4, shapes.length, true)
  view.setUint16(8, headerLength, true)
  view.setUint16(10, recordLength, true)
  view.setUint8(29, languageByte ?? 0)
  for (const [i, column] of columns.entries()) {
    bytes.set(encode(column.name).subarray(0, 10), 32 + i * 32)
    view.setUint8(32 + i * 32 + 11, column.type.charCodeAt(0))
    view.setUint8(32 + i * 32 + 16, column.length)
  }
  view.setUint8(headerLength - 1, 0x0d)
  for (const [row, shape] of shapes.entries()) {
    let at = headerLength + row * recordLength
    view.setUint8(at, shape.deleted === true ? 0x2a : 0x20)
    at += 1
    for (const column of columns) {
      const value = shape.attributes[column.name] ?? ''
      const text = typeof value === 'number' ? String(value).padStart(column.length) : value
      bytes.set(encode(text).subarray(0, column.length), at)
      at += column.length
    }
  }
  view.setUint8(bytes.length - 1, 0x1a)
  return bytes
}

/** A clockwise square: the shell of a shapefile polygon. */
export function square(x: number, y: number, side: number): Ring {
  return [
    [x, y],
    [x, y + side],
    [x + side, y + side],
    [x + side, y],
    [x, y],
  ]
}
