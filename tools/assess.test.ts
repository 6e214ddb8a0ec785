import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { demoSeed, generateDemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { parseDay } from '@chuangyuan/domain/day'
import { shiftFromWgs84 } from '@chuangyuan/geo/datum'
import type { MapLayer } from '@chuangyuan/geo/layer'
import { layerToGeoJson } from '@chuangyuan/geo/layer-geojson'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from './run-step.ts'

const today = parseDay('2026-03-05')
if (today === undefined) throw new Error('no day')
const demo = generateDemoDistrict(demoSeed, today)
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-assess-'))
  write('建成区.geojson', demo.layers.builtUp)
  write('街道.geojson', demo.layers.streets)
  write('现状绿地.geojson', demo.layers.green)
  write('居住用地.geojson', demo.layers.residential)
  writeFileSync(
    path.join(folder, '上报数据.json'),
    JSON.stringify(
      demo.figures.map(({ quantity, value, unit, asOf, source }) => ({
        quantity,
        value,
        unit,
        asOf,
        source,
      })),
    ),
  )
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, layer: MapLayer): void {
  writeFileSync(path.join(folder, name), JSON.stringify(layerToGeoJson(layer)))
}

async function assessed(...given: readonly string[]) {
  const program = path.join(projectRoot, 'tools', 'assess.ts')
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...given], {
      maxBuffer: 2 ** 26,
    })
    return { exit: 0, stdout, stderr }
  } catch (fault) {
    const { code, stdout, stderr } = fault as { code: number; stdout: string; stderr: string }
    return { exit: code, stdout, stderr }
  }
}

const files = (...names: readonly string[]) => names.flatMap((name) => ['--layers', path.join(folder, name)])

it('says how it is used', async () => {
  const { exit, stdout } = await assessed('--help')
  expect(exit).toBe(0)
  expect(stdout).toContain('garden-2000-2005')
})

it('tells the gaps of a folder of layers and a list of figures', async () => {
  const xlsx = path.join(folder, '差距清单.xlsx')
  const { exit, stdout, stderr } = await assessed(
    ...['--pack', 'garden-2000-2005', '--layers', folder, '--on', '2026-03-05'],
    ...['--figures', path.join(folder, '上报数据.json')],
    ...['--profile', 'kind=district,region=north,population=620000', '--xlsx', xlsx],
  )
  expect({ exit, stderr }).toMatchObject({ exit: 0 })
  expect(stderr).toContain('绿地：现状绿地.geojson')
  expect(stdout).toMatch(/达标 \d+，失分 \d+，未评 \d+/)
  expect(stdout).toContain('分街道')
  const written = await readWorkbook(new Uint8Array(readFileSync(xlsx)), xlsx, {
    gaps: {
      name: '差距清单',
      purpose: '',
      columns: [{ key: 'name', heading: '条目', kind: 'text', example: '' }],
    },
  })
  expect(written.ok && (written.value.sheets.gaps?.rows.length ?? 0)).toBeGreaterThan(10)
})

it('a shifted layer stops it with the cause', async () => {
  const { features } = layerToGeoJson(demo.layers.green)
  const shifted = features.map((feature) =>
    feature.geometry.type === 'Polygon'
      ? {
          ...feature,
          geometry: {
            type: 'Polygon',
            coordinates: feature.geometry.coordinates.map((ring) =>
              ring.map(([lon = NaN, lat = NaN]) => shiftFromWgs84([lon, lat], 'gcj-02')),
            ),
          },
        }
      : feature,
  )
  const file = path.join(folder, 'gcj.json')
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: shifted }))
  const { exit, stderr } = await assessed(
    ...['--pack', 'garden-2000-2005', ...files('建成区.geojson'), '--layers', `green=${file}`],
  )
  rmSync(file)
  expect(exit).toBe(2)
  expect(stderr).toContain('GCJ-02')
})

it('a wrong flag, standard or file is told, not thrown', async () => {
  expect((await assessed('--nonsense')).exit).toBe(2)
  expect((await assessed('--pack', 'garden-1900', ...files('建成区.geojson'))).stderr).toContain(
    'garden-1900',
  )
  const missing = await assessed('--pack', 'garden-2000-2005', '--layers', '/nowhere/绿地.zip')
  expect(missing).toMatchObject({ exit: 2 })
  expect(missing.stderr).toContain('没有这个文件')
})
