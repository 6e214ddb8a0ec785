import { listSites } from '@chuangyuan/contract/site'
import { listSponsors, sponsorsOfSite } from '@chuangyuan/contract/sponsor'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

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

    await page.goto(`${product.address}/sites/${site.id}/sheet`)
    await expect(page.getByRole('main')).toContainText(second.title)
    await expectNoBarriers(page)
    await page.getByRole('link', { name: '包保公示牌' }).click()
    await expect(page.getByRole('img', { name: '本点位页面的二维码' })).toBeVisible()
    await expect(page.getByRole('article')).toContainText(second.title)
    await expect(page.getByRole('article')).toContainText('2099')
    await expectNoBarriers(page)
  },
)
