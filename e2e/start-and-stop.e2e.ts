import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, journey } from './harness/journey.ts'
import { processesOf } from './harness/processes.ts'
import { launch, newDataFolder, startProduct } from './harness/running-product.ts'
import { firstAdministrator, visitorOf } from './harness/visitor.ts'

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
  const first = await startProduct({ fromNothing: true })
  await first.stop({ keepData: true })
  expect(processesOf(first.dataFolder)).toEqual([])
  const second = await startProduct({ dataFolder: first.dataFolder })
  expect((await fetch(`${second.address}/`)).status).toBe(200)
  await second.stop()
})

for (const afterMs of [100, 600, 1_200]) {
  journey(`a product stopped ${afterMs} ms into its first start leaves no process behind`, async () => {
    const dataFolder = newDataFolder()
    const child = launch(dataFolder)
    const ended = once(child, 'close')
    await pause(afterMs)
    child.kill('SIGTERM')
    await ended
    await expect.poll(() => processesOf(dataFolder), { timeout: 5_000 }).toEqual([])
    rmSync(dataFolder, { recursive: true, force: true })
  })
}

journey(
  'the printed link makes an administrator, and a demo account opens the console with its printed password',
  async ({ context, page }) => {
    const product = await startProduct()
    await firstAdministrator(product)
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    await page.goto(product.address)
    await expect(page.getByRole('navigation').first()).toBeVisible()
    await product.stop()
  },
)
