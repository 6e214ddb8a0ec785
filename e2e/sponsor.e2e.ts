import { reportFinding } from '@chuangyuan/contract/finding'
import { listSites } from '@chuangyuan/contract/site'
import { listSponsors, sponsorsOfSite } from '@chuangyuan/contract/sponsor'
import { randomUUID } from 'node:crypto'
import { expect, journey } from './harness/journey.ts'
import { printed } from './harness/printed.ts'
import { visitorOf } from './harness/visitor.ts'

/** A sheet lists so many findings. */
const most = 12
const a4 = [210, 297]

journey(
  'the office sponsors a site for a leader, hands it over, and prints its board',
  async ({ startOwn, context, page, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const office = await visitorOf(product, 'chuangjianban')
    const { leaders } = await office.call(listSponsors, { query: {} })
    const taken = new Set(leaders.flatMap(({ spots }) => spots.map(({ site }) => site.id)))
    const { rows } = await office.call(listSites, { query: { limit: 1000 } })
    const site = rows.find(
      ({ id, name }) => !taken.has(id) && rows.filter((each) => each.name === name).length === 1,
    )
    const [first, second] = leaders.map(({ holder }) => holder)
    if (site === undefined || first === undefined || second === undefined)
      throw new Error('the demo has leaders and sites that nobody sponsors')

    await office.enter(context)
    await page.goto(`${product.address}/sponsors`)
    await expectNoBarriers(page)
    await keepPicture(page, 'sponsors')

    const ending = page.getByRole('region', { name: '包挂到期，还没有人接' })
    await ending.getByRole('button', { name: '定接手岗位' }).first().click()
    const left = (await ending.getByRole('row').count()) - 1
    await page.getByLabel('包挂岗位').selectOption(first.postId)
    await page.getByLabel('至', { exact: true }).fill('2099-12-31')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(ending.getByRole('row')).toHaveCount(left === 1 ? 0 : left)
    await page.getByRole('button', { name: '新增包挂' }).click()
    await page.getByLabel('包挂岗位').selectOption(first.postId)
    await page.getByLabel('按名称、编码或拼音找点位').fill(site.code)
    await page.getByRole('button', { name: new RegExp(`^${site.name} `) }).click()
    await page.getByLabel('自', { exact: true }).fill('2020-01-01')
    await page.getByLabel('至', { exact: true }).fill('2099-12-31')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const spot = page.getByRole('row').filter({ hasText: site.name })
    await expect(spot).toHaveCount(1)

    await spot.getByRole('button', { name: '交接' }).click()
    await page.getByLabel('包挂岗位').selectOption(second.postId)
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const history = await office.call(sponsorsOfSite, { params: { siteId: site.id } })
    expect(history.map(({ holder }) => holder.postId)).toEqual([first.postId, second.postId])

    const words = '园路两侧枯死树木未及时清理，'.repeat(12)
    for (let at = 0; at < most + 1; at += 1) {
      const said = { id: randomUUID(), kind: 'dead-plant', siteId: site.id, words, channel: 'desk' } as const
      const rest = { severity: null, streetId: null, place: null, address: '', entries: [], photos: [] }
      const body = { ...said, ...rest, foundAt: Date.now(), onBehalfOf: '李师傅', visitId: null }
      await office.call(reportFinding, { body })
    }
    await page.goto(`${product.address}/sites/${site.id}/sheet`)
    await expect(page.getByRole('main')).toContainText(second.title)
    await expect(page.getByText('园路两侧枯死树木未及时清理').first()).toBeVisible()
    await expectNoBarriers(page)
    const sheet = await printed(page, 'main')
    expect(sheet).toMatchObject({ sheets: 1, size: a4, cut: [] })
    await page.getByRole('link', { name: '包保公示牌' }).click()
    await expect(page.getByRole('img', { name: '本点位页面的二维码' })).toBeVisible()
    await expect(page.getByRole('article')).toContainText(second.title)
    await expect(page.getByRole('article')).toContainText('2099')
    await expectNoBarriers(page)
    const board = await printed(page, 'article')
    expect(board).toMatchObject({ sheets: 1, size: a4, cut: [] })
    expect(board.smallestPt).toBeGreaterThanOrEqual(14)
    expect(board.codesMm).toHaveLength(1)
    // Less than this, and a telephone held at arm's length does not find it.
    expect(board.codesMm[0]).toBeGreaterThanOrEqual(25)
  },
)
