import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import type { RunningProduct } from './running-product.ts'
import { visitorOf } from './visitor.ts'

/** A page of somebody's own browser, as one of the demo accounts. */
export async function pageOf(browser: Browser, product: RunningProduct, login: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.address })
  await (await visitorOf(product, login)).enter(context)
  return context.newPage()
}

/** Opens the drawer of an action, fills it in and waits until the server has said yes. */
export async function act(
  page: Page,
  name: string,
  fill?: (drawer: Locator) => Promise<void>,
): Promise<void> {
  await page.getByRole('region', { name: '可以做的事' }).getByRole('button', { name, exact: true }).click()
  const drawer = page.getByRole('dialog', { name, exact: true })
  await fill?.(drawer)
  await drawer.getByRole('button', { name, exact: true }).click()
  await expect(drawer).toBeHidden()
}

/** A photo, for what asks for one: the page itself. */
export async function addPhoto(page: Page, drawer: Locator): Promise<void> {
  const buffer = await page.screenshot()
  await drawer.getByLabel('现场照片').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer })
  await expect(drawer.getByRole('img', { name: '现场照片 1' })).toBeVisible()
}
