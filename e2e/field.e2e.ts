import { getFinding, listFindings } from '@chuangyuan/contract/finding'
import { getPhoto } from '@chuangyuan/contract/photo'
import { listSites } from '@chuangyuan/contract/site'
import type { BrowserContext } from '@playwright/test'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../tools/run-step.ts'
import { expect, journey } from './harness/journey.ts'
import { openPhone, picture } from './harness/phone.ts'
import { visitorOf, type Visitor } from './harness/visitor.ts'

async function standAtPark(context: BrowserContext, { call }: Visitor): Promise<string> {
  const { rows } = await call(listSites, { query: { kind: 'park', placed: 'true' } })
  const park = rows[0]
  if (park?.lon == null || park.lat === null) throw new Error('the demo has a park on its map')
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: park.lon, latitude: park.lat, accuracy: 8 })
  return park.name
}

journey(
  'a problem is reported without signal, survives a reload, and is on the server once there is signal @phone-only',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const visitor = await visitorOf(product, 'ducha')
    const before = await visitor.call(listFindings, {})
    const park = await standAtPark(context, visitor)
    await openPhone(page, visitor)

    await journey.step('every tab can be used by everybody', async () => {
      for (const tab of ['待办', '检查', '地图', '我的']) {
        await page.getByRole('link', { name: tab, exact: true }).click()
        await expect(page.getByRole('heading', { name: tab, level: 1 })).toBeVisible()
        await expectNoBarriers(page)
        await keepPicture(page, `field-${tab}`)
      }
    })

    await journey.step('the photo and its place are there after a reload without signal', async () => {
      await context.setOffline(true)
      await page.getByLabel('拍照上报').setInputFiles(picture)
      await expect(page.getByRole('img', { name: '问题照片' })).toBeVisible()
      await expect(page.getByText(park, { exact: true })).toBeVisible()
      await page.getByRole('button', { name: '绿地内无黄土裸露' }).click()
      await page.reload()
      await expect(page.getByRole('img', { name: '问题照片' })).toBeVisible()
      await expect(page.getByRole('button', { name: '绿地内无黄土裸露' })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      await expectNoBarriers(page)
      await keepPicture(page, 'field-report')
    })

    await journey.step('it is saved on the phone', async () => {
      await page.getByRole('button', { name: '保存' }).click()
      await expect(page.getByText('已保存第 1 个')).toBeVisible()
      await expect(page.getByText('2 件待送出')).toBeVisible()
      expect((await visitor.call(listFindings, {})).total).toBe(before.total)
    })

    await journey.step('with signal the record and the original photo are on the server', async () => {
      await context.setOffline(false)
      await page.getByRole('link', { name: '我的' }).click()
      await expect(page.getByText('1/1 条记录')).toBeVisible()
      await expect(page.getByText('件待送出')).toBeHidden()
      await expect(page.getByText('1/1 张照片')).toBeVisible()
      const { rows, total } = await visitor.call(listFindings, { query: { order: 'newest' } })
      expect(total).toBe(before.total + 1)
      const finding = await visitor.call(getFinding, { params: { findingId: rows[0]?.id ?? '' } })
      expect(finding).toMatchObject({
        kind: 'bare-soil',
        stage: 'reported',
        place: { accuracy: 8, how: 'device' },
      })
      expect(finding.entries.map(({ id }) => id)).toEqual(['park-soil'])
      expect(finding.reporters).toMatchObject([{ channel: 'phone' }])
      const photo = await visitor.call(getPhoto, { params: { photoId: finding.photos[0] ?? '' } })
      expect(photo).toMatchObject({ state: 'complete', bytes: statSync(picture).size })
      await keepPicture(page, 'field-sent')
    })
  },
)

/** Compressed; what a phone fetches before somebody can sign in. */
const firstLoadLimit = 150_000

journey(
  'the first load is light, and without signal the app opens all the same @phone-only',
  async ({ product, page, context }) => {
    const visitor = await visitorOf(product, 'ducha')
    const weights: number[] = []
    page.on('response', (response) => {
      if (response.ok() && response.request().serviceWorker() === null && !response.url().includes('/api/'))
        weights.push(weightOf(response.url()))
    })
    await page.goto('/field/')
    await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(firstLoadLimit)

    await openPhone(page, visitor)
    await context.setOffline(true)
    await page.goto('/field/')
    await expect(page.getByRole('heading', { name: '待办' })).toBeVisible()
  },
)

function weightOf(url: string): number {
  const { pathname } = new URL(url)
  const file = pathname === '/field/' ? 'index.html' : pathname.replace('/field/', '')
  return gzipSync(readFileSync(path.join(projectRoot, 'apps/field/dist', file))).length
}
