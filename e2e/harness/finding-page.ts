import { expect, type Browser, type Page } from '@playwright/test'
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
  fill?: (drawer: ReturnType<Page['getByRole']>) => Promise<void>,
) {
  await page.getByRole('region', { name: '可以做的事' }).getByRole('button', { name, exact: true }).click()
  const drawer = page.getByRole('dialog', { name, exact: true })
  await fill?.(drawer)
  await drawer.getByRole('button', { name, exact: true }).click()
  await expect(drawer).toBeHidden()
}
