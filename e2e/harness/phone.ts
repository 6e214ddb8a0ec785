import { expect, type Browser, type Page } from '@playwright/test'
import path from 'node:path'
import { projectRoot } from '../../tools/run-step.ts'
import type { RunningProduct } from './running-product.ts'
import type { Visitor } from './visitor.ts'

/** A picture that a camera could have made, as far as the product can tell. */
export const picture = path.join(projectRoot, 'docs/pictures/home-phone.png')

/** A page of somebody's own phone, which says that it is at a place. */
export async function phoneOf(
  browser: Browser,
  product: RunningProduct,
  at?: { readonly lon: number; readonly lat: number },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.address,
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  })
  if (at !== undefined) {
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation({ longitude: at.lon, latitude: at.lat, accuracy: 8 })
  }
  return context.newPage()
}

/** Signs in on the phone, and waits until it could do without signal: its worker has taken over, its package is there. */
export async function openPhone(page: Page, visitor: Visitor): Promise<void> {
  await page.goto('/field/')
  await page.getByLabel('账号').fill(visitor.login)
  await page.getByLabel('口令').fill(visitor.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '待办', level: 1 })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.getByRole('link', { name: '我的' }).click()
  await expect(page.getByText(/前核对，\d+ 个点位/)).toBeVisible()
}

export async function outsideSignal(page: Page, work: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true)
  await work()
  await page.context().setOffline(false)
}

/** The phone shows that the server has so much of it, and that nothing waits. */
export async function received(
  page: Page,
  { records, photos }: { readonly records: number; readonly photos: number },
): Promise<void> {
  await page.goto('/field/me')
  await expect(page.getByText(`${String(records)}/${String(records)} 条记录`)).toBeVisible()
  await expect(page.getByText(`${String(photos)}/${String(photos)} 张照片`)).toBeVisible()
  await expect(page.getByText('件待送出')).toBeHidden()
}
