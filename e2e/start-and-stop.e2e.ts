import { expect, journey } from './harness/journey.ts'
import { processesOf } from './harness/processes.ts'
import { startProduct } from './harness/running-product.ts'

journey(
  'a first start prints an address that answers and a link that creates the administrator',
  async ({ product, page }) => {
    await page.goto('/')
    await expect(page).toHaveTitle(/创园/)
    expect(await product.setUpLink()).toContain(`${product.address}/setup#token=`)
  },
)

journey(
  'every text on the first page can be read by everyone @phone',
  async ({ page, expectNoBarriers, keepPicture }) => {
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    await keepPicture(page, 'first-page')
    await expectNoBarriers(page)
  },
)

journey('a stopped product leaves no process behind, and starts again on the same data', async () => {
  journey.setTimeout(120_000)
  const first = await startProduct()
  await first.stop({ keepData: true })
  expect(processesOf(first.dataFolder)).toEqual([])
  const second = await startProduct({ dataFolder: first.dataFolder })
  expect((await fetch(`${second.address}/`)).status).toBe(200)
  await second.stop()
})
