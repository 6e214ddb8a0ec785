import { readScore } from '@chuangyuan/contract/score'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { readFileSync } from 'node:fs'
import { expect, journey } from './harness/journey.ts'
import { startProduct } from './harness/running-product.ts'
import { visitorOf } from './harness/visitor.ts'

/** The demo's park land per head lies under the entry gate on purpose. */
const gate = '人均公共绿地'

journey(
  'the office sees where the district stands, and every number opens its list',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    const { assessment } = await office.call(readScore, {})
    if (assessment === null) throw new Error('the demo district has a score')

    await page.goto('/')
    await expect(page.getByRole('heading', { name: '入围条件未过' })).toBeVisible()
    const standing = page.getByRole('region', { name: '结论' })
    await expect(standing).toContainText(gate)
    await expect(standing).toContainText(/缺 [\d.]+ 公顷（[\d.]+ 平方米\/人）/)
    await expectNoBarriers(page)
    await keepPicture(page, 'home')

    const parts = page.getByRole('region', { name: '今天会得多少' })
    for (const [name, count] of [
      ['失分', assessment.items.lost],
      ['未评', assessment.items.notAssessed],
    ] as const) {
      await page.goto('/')
      await parts
        .getByRole('link', { name: new RegExp(`^${String(count)}条, 打开${name}清单`) })
        .first()
        .click()
      await expect(page).toHaveURL(/\/standard\?verdict=/)
      await expect(page.getByRole('status')).toHaveText(`共 ${String(count)} 条`)
      await expect(page.locator('tr.item')).toHaveCount(count)
    }
    await expectNoBarriers(page)

    await page.goto('/')
    await parts.getByRole('link', { name: /分, 打开未评清单/ }).click()
    const total = page.getByRole('row', { name: /^合计/ })
    await expect(total).toContainText(String(assessment.points?.notAssessed))
    await expectNoBarriers(page)
    await keepPicture(page, 'points')
  },
)

journey(
  'the gap list is grouped by who leads, printed and taken away',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    await page.goto('/gaps')
    await expect(page.getByRole('heading', { name: '没有单位牵头' })).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'gaps')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出差距清单' }).click()
    const download = await waiting
    const opened = await openTableFile(new Uint8Array(readFileSync(await download.path())))
    expect(opened.ok && JSON.stringify(opened.value.sheets)).toContain(gate)

    await page.getByRole('link', { name: '按街道' }).click()
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(12)
    await expectNoBarriers(page)
    await page.getByRole('link', { name: '全部街道与指标' }).click()
    await expect(page.getByRole('row')).toHaveCount(13)
    await expectNoBarriers(page)

    await page.goto('/gaps')
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText(/（演示）差距清单$/)).toBeVisible()
    await expect(page.getByText(/阈值或口径尚未与标准原文核对/)).toBeVisible()
    await expect(page.getByRole('button', { name: '打印清单' })).toBeHidden()
  },
)

journey(
  'an answer makes one item fewer that nobody has assessed',
  async ({ page, context, expectNoBarriers }) => {
    journey.slow()
    // It changes what the other journeys count.
    const product = await startProduct()
    try {
      const office = await visitorOf(product, 'chuangjianban')
      await office.enter(context)
      const before = (await office.call(readScore, {})).assessment?.items.notAssessed ?? 0
      await page.goto(`${product.address}/standard/management-ideas`)
      await page.getByRole('button', { name: '答复', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: '思路与措施' })
      await dialog.getByText('做到', { exact: true }).click()
      await dialog.getByLabel('怎么查明的').fill('查阅创建方案')
      await expectNoBarriers(page)
      await dialog.getByRole('button', { name: '保存' }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByText('查阅创建方案')).toBeVisible()
      await page.goto(product.address)
      await expect(
        page
          .getByRole('region', { name: '今天会得多少' })
          .getByRole('link', { name: `${String(before - 1)}条, 打开未评清单` }),
      ).toBeVisible()
    } finally {
      await product.stop()
    }
  },
)

journey(
  'the board fits a phone @phone-only',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    for (const path of ['/', '/standard', '/gaps', '/gaps/streets', '/indicators/park-green-per-head']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 2 }).or(page.locator('tr.item')).first()).toBeVisible()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, path).toBeLessThanOrEqual(390)
      await expectNoBarriers(page)
    }
    await page.goto('/')
    await keepPicture(page, 'home')
  },
)
