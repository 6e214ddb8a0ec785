import type { FieldPackage } from '@chuangyuan/contract/field'
import { getFinding, listFindings } from '@chuangyuan/contract/finding'
import { whoAmI } from '@chuangyuan/contract/identity'
import { layerMap, listLayers } from '@chuangyuan/contract/layer'
import { listSites } from '@chuangyuan/contract/site'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import type { Page } from '@playwright/test'
import { fakeServer } from '../../apps/field/src/testing/fake-server.ts'
import type { Visitor } from './visitor.ts'

/** Answers the phone's operations in the server's place, with the district's own sites, layers and findings. */
export async function standInForField(page: Page, visitor: Visitor, unitIds: readonly string[] = []) {
  const me = await visitor.call(whoAmI, {})
  const server = fakeServer(me.accountId)
  const content = await packageOf(visitor, unitIds)
  await page.route('**/api/field/**', async (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    if (pathname === '/api/field/package') {
      await route.fulfill({ json: { unchanged: false, package: content } })
      return
    }
    const response = await server.fetch(pathname + search, {
      method: request.method(),
      body: request.postData(),
    })
    await route.fulfill({ status: response.status, body: await response.text() })
  })
  return server
}

async function packageOf({ call }: Visitor, unitIds: readonly string[]): Promise<FieldPackage> {
  const me = await call(whoAmI, {})
  const { rows } = await call(listSites, { query: { limit: 1000 } })
  const findings = await call(listFindings, { query: { limit: 200 } })
  const { layers } = await call(listLayers, {})
  const shown = layers.filter(({ kind }) => ['streets', 'roads', 'water', 'green'].includes(kind))
  return {
    asOf: Date.now(),
    version: 'stand-in',
    district: me.district,
    me: { accountId: me.accountId, name: me.name, unitIds: [...unitIds] },
    handbook: shippedHandbook,
    units: [...new Map(rows.flatMap(({ owner }) => (owner === null ? [] : [[owner.id, owner]]))).values()],
    streets: [...new Map(rows.map(({ street }) => [street.id, street])).values()],
    sites: rows.map(({ id, code, name, kind, street, owner, address, lon, lat }) => ({
      ...{ id, code, name, kind, address, lon, lat },
      streetId: street.id,
      ownerUnitId: owner?.id ?? null,
      responsible: null,
    })),
    findings: await Promise.all(
      findings.rows.map(({ id }) => call(getFinding, { params: { findingId: id } })),
    ),
    map: await Promise.all(
      shown.map(async ({ id, kind }) => ({
        kind,
        geojson: { ...(await call(layerMap, { params: { layerId: id }, query: { most: 400 } })) },
      })),
    ),
  }
}
