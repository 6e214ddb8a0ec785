import { readScore } from '@chuangyuan/contract/score'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const corrected = 'base-park-green-per-head'

journey(
  'a corrected threshold changes the verdict that hangs on it, and nothing else',
  async ({ page, startOwn, expectNoBarriers, keepPicture }) => {
    journey.setTimeout(120_000)
    const product = await startOwn()
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(page.context())
    const before = await office.call(readScore, { query: {} })

    await journey.step('corrects the threshold of a medium-size northern city, and says why', async () => {
      await page.goto(`${product.address}/packs/garden-2000-2005/0`)
      const row = page.locator(`#row-${corrected}`)
      await expect(row).toBeVisible()
      await expectNoBarriers(page)
      await row.getByRole('button', { name: '更正' }).click()
      const drawer = page.getByRole('dialog', { name: '更正：人均公共绿地' })
      const lines = drawer.locator('.threshold')
      await expect(lines.first()).toBeVisible()
      const sizes = await lines
        .getByLabel('城市规模')
        .evaluateAll((all) => all.map((each) => (each instanceof HTMLSelectElement ? each.value : '')))
      const regions = await lines
        .getByLabel('地区')
        .evaluateAll((all) => all.map((each) => (each instanceof HTMLSelectElement ? each.value : '')))
      const line = lines.nth(sizes.findIndex((size, n) => size === 'medium' && regions[n] === 'north'))
      await expect(line.getByLabel('值', { exact: true })).toHaveValue('7.5')
      await line.getByLabel('值', { exact: true }).fill('7')
      await expectNoBarriers(page)
      await drawer.getByRole('button', { name: '检查并加入更正' }).click()
      await page.getByLabel(/更正说明/).fill('按省厅 2005 年公布的文本更正')
      await keepPicture(page, 'pack-correction')
      await page.getByRole('button', { name: '另存为新版本' }).click()
      await expect(page).toHaveURL(/\/packs\/garden-2000-2005\/1$/)
      await expect(page.getByText('本区更正第 1 版').first()).toBeVisible()
    })

    await journey.step('the page of changes names exactly that field', async () => {
      await page.getByRole('link', { name: '版本与变动' }).first().click()
      const changes = page.getByRole('list').filter({ has: page.getByText('人均公共绿地') })
      await expect(changes.getByRole('listitem')).toHaveCount(1)
      await expect(changes.getByRole('rowheader')).toHaveCount(1)
      await expect(changes.getByRole('rowheader')).toContainText('阈值')
      await expect(changes.locator('del')).toHaveText('7.5')
      await expect(changes.locator('ins')).toHaveText('7')
      await expectNoBarriers(page)
    })

    await journey.step('takes the corrected pack for its campaign', async () => {
      await page.goto(`${product.address}/campaign`)
      await page.getByRole('link', { name: '换用标准' }).first().click()
      const target = page.getByRole('main').getByLabel(/^\s*标准/)
      const option = await target.getByRole('option', { name: /本区更正第 1 版/ }).textContent()
      await target.selectOption({ label: option?.trim() ?? '' })
      await expect(page.getByRole('heading', { name: '需要决定' })).toBeVisible()
      await expectNoBarriers(page)
      for (const keep of await page.getByRole('radio', { name: '保留' }).all()) await keep.check()
      await page.getByRole('button', { name: '确认换用' }).click()
      await expect(page.getByText(/本区更正第 1 版/).first()).toBeVisible()
      await expect(page).toHaveURL(/\/campaign$/)
    })

    await journey.step('its verdict changes; every other item and every figure stay', async () => {
      const after = await office.call(readScore, { query: {} })
      const itemOf = ({ assessment }: typeof after) => assessment?.rows.find(({ row }) => row === corrected)
      expect(itemOf(before)).toMatchObject({ verdict: 'lost', entryGate: 'triggered' })
      expect(itemOf(after)).toMatchObject({ verdict: 'earned', entryGate: 'clear' })
      expect(itemOf(after)?.requirement?.figure).toEqual(itemOf(before)?.requirement?.figure)
      const others = ({ assessment }: typeof after) => assessment?.rows.filter(({ row }) => row !== corrected)
      expect(others(after)).toEqual(others(before))

      await page.goto(`${product.address}/standard/${corrected}`)
      await expect(page.getByText('得分').first()).toBeVisible()
      await expect(page.getByText('≥ 7 平方米/人').first()).toBeVisible()
      await expectNoBarriers(page)
    })
  },
)
