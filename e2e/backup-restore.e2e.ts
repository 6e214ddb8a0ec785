import { listDistricts } from '@chuangyuan/contract/identity'
import { readScore } from '@chuangyuan/contract/score'
import type { Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { runCommandLine } from './harness/command-line.ts'
import { expect, journey } from './harness/journey.ts'
import { newDataFolder, type RunningProduct } from './harness/running-product.ts'
import { bringAccounts, visitorOf } from './harness/visitor.ts'

journey(
  'a backup restored elsewhere comes to the same score, figure by figure',
  async ({ page, startOwn }) => {
    journey.setTimeout(180_000)
    const first = await startOwn()
    const bundle = path.join(newDataFolder(), 'bundle.tar.gz')
    const elsewhere = newDataFolder()
    const before = await readEverything(first, page)
    expect(before.score.assessment?.rows.length).toBeGreaterThan(50)

    await journey.step('backs up while it runs, and its journal is whole', async () => {
      expect(await runCommandLine('backup', first.dataFolder, bundle)).toMatchObject({ code: 0 })
      const { code, output } = await runCommandLine('verify-journal', first.dataFolder)
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('完整') })
    })
    await first.stop()

    await journey.step('restores into an empty folder', async () => {
      const { code, output } = await runCommandLine('restore', elsewhere, bundle)
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('逐行一致') })
    })

    await journey.step('starts there with the same numbers', async () => {
      const second = await startOwn({ dataFolder: elsewhere })
      bringAccounts(second, first)
      const after = await readEverything(second, page)
      expect(after).toEqual(before)
      const { code, output } = await runCommandLine('verify-journal', elsewhere)
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('完整') })
    })
    rmSync(path.dirname(bundle), { recursive: true, force: true })
  },
)

/** What the office sees: districts, the whole assessment, and the words of the board. */
async function readEverything(product: RunningProduct, page: Page) {
  const office = await visitorOf(product, 'chuangjianban')
  const score = await office.call(readScore, { query: {} })
  const districts = await office.call(listDistricts, {})
  await page.context().clearCookies()
  await office.enter(page.context())
  await page.goto(product.address)
  const standing = await page.getByRole('region', { name: '结论' }).innerText()
  const streets = await page.getByRole('region', { name: '分街道' }).getByRole('table').innerText()
  return { score, districts, standing, streets }
}
