import { markedRows } from '@chuangyuan/workbook/testing/marked-rows'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, journey } from './harness/journey.ts'
import {
  expectedFigures,
  imageOn,
  layerFiles,
  population,
  streets,
  willow,
  willowRows,
  willowWorkbook,
  wrongSites,
} from './harness/willow-district.ts'

const ownPassword = 'Liutang-5172-changdi'

journey(
  'a new district comes in from a workbook and map files, and sees its gaps by street',
  async ({ page, startOwn, expectNoBarriers, keepPicture }) => {
    journey.setTimeout(180_000)
    const product = await startOwn()
    const workbook = {
      name: '柳塘区基础数据.xlsx',
      mimeType: '',
      buffer: Buffer.from(await willowWorkbook()),
    }

    const initialPassword = await journey.step('the system administrator founds the district', async () => {
      await page.goto(await product.setUpLink())
      await page.getByLabel('姓名').fill('林静')
      await page.getByLabel('账号名').fill('linjing')
      await page.getByLabel('口令').fill(ownPassword)
      await page.getByRole('button', { name: '建立管理员' }).click()
      // The demo has its other administrators already, so there is no password to hand over here.
      await expect(page.getByText('已有账号')).toBeVisible()
      await page.getByRole('button', { name: '进入系统' }).click()
      await page.getByRole('link', { name: '账号', exact: true }).click()
      await page.getByRole('button', { name: '新建区县' }).click()
      await page.getByRole('dialog').getByLabel('区县名称').fill(willow.name)
      await page.getByRole('dialog').getByLabel('区划代码').fill(willow.code)
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
      const office = page.getByRole('row', { name: /创建办\s+chuangjianban/ })
      const password = (await office.locator('code').textContent()) ?? ''
      await expectNoBarriers(page)
      return password
    })

    await journey.step('its office signs in and changes the initial password', async () => {
      await page.context().clearCookies()
      await page.goto(`${product.address}/sign-in`)
      await page.getByLabel('区县').selectOption({ label: willow.name })
      await page.getByLabel('账号').fill('chuangjianban')
      await page.getByLabel('口令').fill(initialPassword)
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByLabel('现在的口令').fill(initialPassword)
      await page.getByLabel(/^\s*新口令/).fill(ownPassword)
      await page.getByLabel('再输一次新口令').fill(ownPassword)
      await expectNoBarriers(page)
      await page.getByRole('button', { name: '修改口令' }).click()
      await expect(page.getByText('尚未建立创建活动')).toBeVisible()
      await expectNoBarriers(page)
    })

    await journey.step('creates its campaign', async () => {
      await page.getByRole('link', { name: '新建活动' }).click()
      await page.getByRole('button', { name: '新建活动' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('活动名称').fill('柳塘区创建国家园林城区')
      const standard = dialog.getByLabel(/^\s*标准/)
      const edition = await standard.getByRole('option', { name: /2005/ }).first().textContent()
      await standard.selectOption({ label: edition?.trim() ?? '' })
      await dialog.getByLabel('申报对象').selectOption({ label: '城区' })
      await dialog.getByLabel('地区').selectOption({ label: '秦岭淮河以北' })
      await dialog.getByLabel('城区人口').fill(String(population))
      await expectNoBarriers(page)
      await dialog.getByRole('button', { name: '保存' }).click()
      await expect(page.getByRole('heading', { name: '柳塘区创建国家园林城区' })).toBeVisible()
      await expectNoBarriers(page)
    })

    await journey.step('finds the wrong rows marked before anything is written', async () => {
      await page.goto(`${product.address}/import`)
      await page.getByLabel('选择文件').setInputFiles(workbook)
      await expect(page.getByRole('heading', { name: workbook.name })).toBeVisible()
      await page.getByLabel('结果', { exact: true }).selectOption({ label: '有误' })
      for (const { code, reason } of wrongSites) {
        await expect(page.getByRole('row').filter({ hasText: code })).toContainText(reason)
      }
      await keepPicture(page, 'import-preview')
      await expectNoBarriers(page)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: '下载标出错行的工作簿' }).click()
      await expectMarked(await (await download).path())
    })

    await journey.step('writes the right rows, and the same file again changes nothing', async () => {
      const write = `写入 ${String(willowRows.right)} 行`
      await page.getByRole('button', { name: write }).click()
      await page.getByRole('dialog').getByRole('button', { name: write }).click()
      await expect(page.getByText('已写入。')).toBeVisible()
      await page.goto(`${product.address}/import`)
      await page.getByLabel('选择文件').setInputFiles(workbook)
      await expect(page.getByRole('heading', { name: workbook.name })).toBeVisible()
      await expect(page.getByRole('button', { name: /^写入/ })).toHaveCount(0)
      for (const { code } of wrongSites) {
        await expect(page.getByRole('row').filter({ hasText: code })).toBeVisible()
      }
    })

    await journey.step('is told why streets drawn over a web map do not fit', async () => {
      await bringIn(page, { kind: '建成区', name: '建成区.geojson', buffer: layerFiles.builtUp() })
      await openFile(page, { kind: '街道', name: '街道.geojson', buffer: layerFiles.shiftedStreets() })
      await next(page, '坐标与编码')
      await expect(page.getByRole('alert')).toContainText('坐标像是 GCJ-02，却按真实坐标读取')
      await expect(page.getByRole('button', { name: '下一步' })).toBeDisabled()
      await keepPicture(page, 'layer-shifted')
      await expectNoBarriers(page)
      await page.getByRole('button', { name: /改按 GCJ-02/ }).click()
      await expect(page.getByRole('alert')).toHaveCount(0)
      await throughFieldsAndKeep(page, '街道.geojson')
    })

    await journey.step('brings in its green as a GBK shapefile in metres', async () => {
      await openFile(page, { kind: '绿地', name: '柳塘绿地.zip', buffer: layerFiles.green() })
      await next(page, '坐标与编码')
      await expect(page.getByLabel('文字编码')).toHaveValue('gb18030')
      await expect(page.getByText('按内容推断')).toBeVisible()
      await expect(page.getByText('文件标明：CGCS2000_3_Degree_GK_CM_105E')).toBeVisible()
      await throughFieldsAndKeep(page, '柳塘绿地.zip')
      await bringIn(page, { kind: '居住用地', name: '小区.geojson', buffer: layerFiles.homes() })
      await expect(page.getByText('指标已按新的图层重新量算。')).toBeVisible({ timeout: 30_000 })
      await expectNoBarriers(page)
    })

    await journey.step('sees its gaps by street, with the numbers that the map has', async () => {
      await page.goto(product.address)
      await expect(page.getByRole('heading', { name: '分街道' })).toBeVisible()
      await keepPicture(page, 'new-district-home')
      await expectNoBarriers(page)
      await expectStreetFigures(page)
      await page.getByRole('link', { name: '全部街道与指标' }).click()
      await expect(page).toHaveURL(/\/gaps\/streets/)
      await expectStreetFigures(page)
      await expectStreetGaps(page)
      await keepPicture(page, 'new-district-streets')
      await expectNoBarriers(page)
    })
  },
)

/** Each wrong row carries its reason in a column of its own and a cell in red. */
async function expectMarked(file: string): Promise<void> {
  const marked = await markedRows(await readFile(file), '点位')
  expect(marked.map(({ cells }) => cells[0])).toEqual(wrongSites.map(({ code }) => code))
  for (const [n, { reason, red }] of marked.entries()) {
    expect(reason).toContain(wrongSites[n]?.reason)
    expect(red).not.toEqual([])
  }
}

interface MapFile {
  readonly kind: string
  readonly name: string
  readonly buffer: Buffer
}

async function openFile(page: Page, { kind, name, buffer }: MapFile): Promise<void> {
  await page.goto(new URL('/layers/import', page.url()).href)
  await page.getByLabel('图层文件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: '上传并查看' }).click()
  await page.getByLabel('这是哪类图层').selectOption({ label: kind })
}

async function next(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('heading', { name: step, exact: true })).toBeVisible()
}

async function bringIn(page: Page, file: MapFile): Promise<void> {
  await openFile(page, file)
  await next(page, '坐标与编码')
  await throughFieldsAndKeep(page, file.name)
}

async function throughFieldsAndKeep(page: Page, name: string): Promise<void> {
  await next(page, '字段')
  await next(page, '检查')
  await next(page, '导入')
  await page.getByLabel(/^\s*名称/).fill(name)
  await page.getByLabel('图上反映的日期').fill(imageOn)
  await page.getByLabel('来源').fill('区自然资源局影像解译')
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await expect(page.getByText(/已导入 [\d,]+ 个要素/)).toBeVisible({ timeout: 30_000 })
}

/** Every number of the street table is the one computed without the product, within its error. */
async function expectStreetFigures(page: Page): Promise<void> {
  const table = page.getByRole('region', { name: '分街道' }).getByRole('table')
  const heads = table.getByRole('columnheader').getByRole('link')
  await expect(heads.first()).toBeVisible()
  const quantities = await heads.evaluateAll((links) =>
    links.map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''),
  )
  expect(quantities).toEqual(expect.arrayContaining(['park-green-per-head', 'green-rate']))
  const expected = expectedFigures()
  for (const street of streets) {
    const cells = await table
      .getByRole('row')
      .filter({ hasText: street.name })
      .getByRole('cell')
      .allTextContents()
    for (const [n, quantity] of quantities.entries()) {
      const figure = expected.find((each) => each.quantity === quantity && each.zone === street.name)
      const shown = /[\d.]+/.exec(cells[n] ?? '')?.[0]
      if (figure === undefined) {
        expect(shown, `${quantity} of ${street.name}, which the map does not tell`).toBeUndefined()
        continue
      }
      // Half of the last printed digit, and the error of either measurement.
      const allowed = 0.005 + 2 * (figure.error ?? 0) + 1e-9
      const off = Math.abs(Number(shown) - figure.value)
      expect(off, `${quantity} of ${street.name}`).toBeLessThanOrEqual(allowed)
    }
  }
}

/** m² per head that a medium-size northern applicant needs (base table of 2005). */
const demandedPerHead = 7.5

/** Each street that is short of park green says by how much, and no other does. */
async function expectStreetGaps(page: Page): Promise<void> {
  const perHead = expectedFigures().filter(({ quantity }) => quantity === 'park-green-per-head')
  for (const street of streets) {
    const row = page.getByRole('region', { name: '分街道' }).getByRole('row', { name: street.name })
    const cell = (await row.getByRole('cell').first().textContent()) ?? ''
    const { value = NaN, error = 0 } = perHead.find(({ zone }) => zone === street.name) ?? {}
    const missing = Number(/缺 .*（([\d.]+) 平方米\/人）/.exec(cell)?.[1] ?? 0)
    const expected = Math.max(0, demandedPerHead - value)
    expect(Math.abs(missing - expected), `gap of ${street.name}`).toBeLessThanOrEqual(
      0.005 + 2 * error + 1e-9,
    )
  }
}
