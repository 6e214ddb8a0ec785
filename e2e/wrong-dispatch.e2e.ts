import { randomUUID } from 'node:crypto'
import { actOnFinding, listFindings, reportFinding } from '@chuangyuan/contract/finding'
import { listPlaces, listSites } from '@chuangyuan/contract/site'
import type { Page } from '@playwright/test'
import { act, pageOf } from './harness/finding-desk.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

/** An office computer without WebGL: everything here goes without a map, and no time is spent on drawing one. */
async function withoutMaps(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  return page
}

journey(
  'one thing that was reported twice becomes one, goes back from the wrong unit to another, and is counted so',
  async ({ browser, startOwn, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const product = await startOwn()
    const { call } = await visitorOf(product, 'chuangjianban')
    const { units } = await call(listPlaces, {})
    const parks = units.find(({ name }) => name.endsWith('园林绿化局'))
    const other = units.find(({ id }) => id !== parks?.id)
    const [site] = (await call(listSites, { query: { kind: 'street-garden', limit: 1 } })).rows
    if (parks === undefined || other === undefined || site === undefined)
      throw new Error('the demo has units and gardens')
    const report = async (words: string) => {
      const said = { id: randomUUID(), kind: 'dead-plant', siteId: site.id, words, channel: 'desk' } as const
      const rest = { severity: null, streetId: null, place: null, address: '', entries: [], photos: [] }
      const body = { ...said, ...rest, foundAt: Date.now(), onBehalfOf: '李师傅', visitId: null }
      return (await call(reportFinding, { body })).id
    }
    const [first, second] = [await report('东门枯死两株'), await report('东门两株树死了')]
    const params = { findingId: first }
    const dispatch = { action: 'dispatch' as const, unitId: parks.id, postId: null, assisting: [] }
    await call(actOnFinding, { params, body: { act: { action: 'file' } } })
    const { number } = await call(actOnFinding, { params, body: { act: dispatch } })

    const office = await withoutMaps(await pageOf(browser, product, 'chuangjianban'))
    await office.goto(`/findings/${second}`)
    const duplicates = office.getByRole('region', { name: '可能是同一件' })
    await duplicates
      .getByRole('listitem')
      .filter({ hasText: `${String(number)} 号` })
      .getByRole('button', { name: '并入这一件' })
      .click()
    await office.getByRole('dialog', { name: '并案' }).getByRole('button', { name: '并案' }).click()
    await expect(office.getByRole('link', { name: '并入另一件' })).toBeVisible()
    await office.getByRole('link', { name: '并入另一件' }).click()
    await expect(office.getByRole('region', { name: '情况' }).getByText(/^李师傅/)).toHaveCount(2)
    await expect(office.getByRole('region', { name: '危及条目' }).getByRole('link').first()).toBeVisible()

    const unit = await withoutMaps(await pageOf(browser, product, 'yuanlin'))
    await unit.goto(`/findings/${first}`)
    await act(unit, '申请', async (drawer) => {
      await drawer.getByLabel('申请什么').selectOption('return')
      await drawer.getByLabel('理由').fill('不在我局管护范围')
    })
    await unit.context().close()
    await office.goto(`/findings/${first}`)
    await act(office, '批复申请', async (drawer) => {
      await drawer.getByLabel('批准', { exact: true }).check()
    })
    await act(office, '派遣', async (drawer) => {
      await drawer.getByLabel('责任单位').selectOption(other.id)
    })
    await expect(office.getByRole('region', { name: '情况' })).toContainText('退回 1 次')
    await expectNoBarriers(office)
    await keepPicture(office, 'finding-handed-on')

    await office.goto('/findings/indices?by=whole')
    const rightly = office.getByRole('link', { name: /打开全区 没有被退回的派遣数清单$/ })
    const counted = await rightly.innerText()
    const all = office.getByRole('link', { name: /打开全区 派遣数清单$/ })
    expect(await all.innerText()).not.toBe(counted)
    await rightly.click()
    await expect(office.getByText(`共 ${counted} 条`)).toBeVisible()
    const { searchParams } = new URL(office.url())
    const query = { ...Object.fromEntries(searchParams), limit: 500 }
    const { rows } = await call(listFindings, { query })
    expect(rows.map(({ id }) => id)).not.toContain(first)
    await expectNoBarriers(office)
    await office.context().close()
  },
)
