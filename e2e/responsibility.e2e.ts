import { listDuties } from '@chuangyuan/contract/duty'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { responsibilitySheet } from '@chuangyuan/workbook/responsibility-sheet'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { readFile } from 'node:fs/promises'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

journey(
  'the responsibility table goes out, comes back changed with one wrong unit, and is taken back',
  async ({ startOwn, page, context, expectNoBarriers, keepPicture }) => {
    const product = await startOwn()
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    await page.goto(`${product.address}/responsibility`)
    const table = page.getByRole('table', { name: '责任分解表' })
    await expect(table.getByRole('row').nth(5)).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'responsibility')

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 Excel' }).click()
    const bytes = await readFile(await (await download).path())
    const { duties } = districtWorkbook
    const read = await readWorkbook(bytes, '责任分解表.xlsx', { duties })
    const values = read.ok
      ? (read.value.sheets.duties?.rows ?? []).flatMap((row) => (row.ok ? [row.values] : []))
      : []
    const [changed, wrong] = values.filter(({ leadUnit }) => leadUnit !== undefined)
    if (changed?.itemName === undefined || wrong === undefined) throw new Error('the demo leads nothing')
    const content = await writeWorkbook({
      title: '责任分解表',
      sheets: [
        {
          definition: responsibilitySheet,
          rows: values.map((row) =>
            row === changed
              ? { ...row, work: '十月底前补植到位' }
              : row === wrong
                ? { ...row, leadUnit: '区不存在局' }
                : { ...row },
          ),
        },
      ],
    })
    await page.getByLabel('导入 Excel').setInputFiles({
      name: '责任分解表.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(content),
    })
    const rows = page.getByRole('table', { name: '逐行明细' })
    await expect(rows).toContainText('没有单位“区不存在局”')
    await expect(rows).toContainText('十月底前补植到位')
    await expect(rows.getByRole('row')).toHaveCount(3)
    await expectNoBarriers(page)

    const work = async () => {
      const { items } = await office.call(listDuties, {})
      return items.flatMap(({ leads }) => leads.map((lead) => lead.work))
    }
    const before = await work()
    await page.getByRole('button', { name: /^写入/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^写入/ }).click()
    await expect(page.getByRole('button', { name: '撤销整次导入' })).toBeVisible()
    expect(await work()).toContain('十月底前补植到位')
    await page.getByRole('button', { name: '撤销整次导入' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销整次导入' }).click()
    await expect(page.getByText('已撤销').first()).toBeVisible()
    expect(await work()).toEqual(before)
  },
)
