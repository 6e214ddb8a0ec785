import { getDraw } from '@chuangyuan/contract/draw'
import { listVisits } from '@chuangyuan/contract/supervision'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../tools/run-step.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const seed = '07 12 19 23 28 31 + 05'

journey(
  'the office shares out the district, sees the day of each team, and draws what is looked at again',
  async ({ startOwn, page, context, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)

    await page.goto(`${product.address}/supervision/zones`)
    await expect(page.getByRole('table', { name: '督查组' }).getByRole('row')).toHaveCount(5)
    await expect(page.getByText('每个点位都恰好分到一片。')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'zones')
    await page.getByRole('button', { name: '均分' }).click()
    await expect(page.getByRole('dialog')).toContainText('150 + 150 + 150 + 150')
    await keepPicture(page, 'zones-even')
    await page.getByRole('button', { name: '均分并替换现有分片' }).click()
    await expect(
      page.getByRole('table', { name: '分片' }).getByRole('cell', { name: '150', exact: true }),
    ).toHaveCount(4)
    await expect(page.getByText('每个点位都恰好分到一片。')).toBeVisible()

    await page.goto(`${product.address}/supervision/patrol`)
    const today = page.getByRole('table', { name: '今日巡查单' })
    await expect(today.getByRole('row')).toHaveCount(13)
    await expect(today).toContainText(/超周期|从未看过/)
    await expectNoBarriers(page)
    await keepPicture(page, 'patrol')

    const { rows } = await office.call(listVisits, { query: { failed: 'true', limit: 1 } })
    await page.goto(`${product.address}/sites/${rows[0]?.site.id ?? ''}`)
    await expect(page.getByRole('region', { name: '巡查经过' }).getByText('不合格').first()).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'site-visits')

    await page.goto(`${product.address}/supervision/draws`)
    await page.getByRole('button', { name: '封存总体' }).click()
    await page.getByLabel('名称').fill('三月回头看')
    await page.getByLabel('抽什么').selectOption('sites')
    await page.getByLabel('抽几件').fill('24')
    await page.getByRole('dialog').getByRole('button', { name: '封存总体' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '三月回头看' })).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载总体' }).click()
    const frame = await (await download).path()
    await page.getByRole('button', { name: '公布种子并抽取' }).click()
    await page.getByRole('textbox', { name: '种子' }).fill(seed)
    await page.getByLabel('从哪里可以查到').fill('双色球第2026025期')
    await page.getByRole('dialog').getByRole('button', { name: '公布种子并抽取' }).click()
    await expect(page.getByRole('table', { name: '样本与结果' }).getByRole('row')).toHaveCount(25)
    await expectNoBarriers(page)
    await keepPicture(page, 'draw')

    const program = path.join(projectRoot, 'tools', 'verify-draw.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [program, frame, seed])
    const drawId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const { members, frameHash } = await office.call(getDraw, { params: { drawId } })
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toContain(frameHash)
    expect(lines.slice(2).map((line) => line.split('\t')[2])).toEqual(members.map(({ id }) => id))
  },
)
