import { listPapers } from '@chuangyuan/contract/paper'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

journey(
  'a circular that lies on the desk can be read before it goes on; a template that is no Word file is not taken',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    const [draft] = (await office.call(listPapers, { query: { kind: 'circular', stage: 'drafted' } })).rows
    await page.goto('/papers?kind=circular')
    await page
      .getByRole('row', { name: draft?.title ?? '' })
      .getByRole('link', { name: '印发时编号' })
      .click()
    await expect(page.getByRole('region', { name: '内容' })).toContainText('按期处置率')
    await expectNoBarriers(page)
    await keepPicture(page, 'circular')

    await page.goto('/papers/templates')
    await page.getByRole('button', { name: '上传日报模板' }).click()
    await page.getByLabel('Word 文件').setInputFiles({
      ...{ name: '日报.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('no Word file') },
    })
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '上传' }).click()
    await expect(dialog).toContainText('这不是 Word 文件')
    await dialog.getByRole('button', { name: '取消' }).click()
    await expectNoBarriers(page)
    await keepPicture(page, 'paper-templates')
  },
)
