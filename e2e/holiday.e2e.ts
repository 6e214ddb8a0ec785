import { randomUUID } from 'node:crypto'
import { actOnFinding, reportFinding } from '@chuangyuan/contract/finding'
import { listPlaces, listSites } from '@chuangyuan/contract/site'
import type { Page } from '@playwright/test'
import { expect, journey } from './harness/journey.ts'
import { pageOf } from './harness/finding-desk.ts'
import type { StartOptions } from './harness/running-product.ts'
import { bringAccounts, visitorOf } from './harness/visitor.ts'

/** The product and the browser, both at one instant of Beijing time. */
function standingAt(time: string): StartOptions {
  return { entry: 'e2e/harness/product-at.ts', environment: { STANDS_AT: `${time}:00+08:00` } }
}

async function readAt(page: Page, time: string, findingId: string) {
  await page.clock.setFixedTime(`${time}:00+08:00`)
  await page.goto(`/findings/${findingId}`)
  const clock = page.getByRole('region', { name: '时限怎么算的' })
  await clock.getByText('在责任单位手里的时间').click()
  return clock
}

journey(
  'a deadline over the National Day holiday stands still for a week, and is escalated once it has passed',
  async ({ browser, startOwn, expectNoBarriers, keepPicture }) => {
    journey.slow()
    // Wednesday, two working hours before the holiday (1 to 7 October; Saturday the 10th is worked).
    const before = await startOwn(standingAt('2026-09-30T15:30'))
    const { call } = await visitorOf(before, 'chuangjianban')
    const { units } = await call(listPlaces, {})
    const [site] = (await call(listSites, { query: { kind: 'street-garden', limit: 1 } })).rows
    if (site === undefined) throw new Error('the demo has gardens')
    const said = {
      id: randomUUID(),
      kind: 'green-litter',
      siteId: site.id,
      words: '绿地有垃圾',
      channel: 'desk',
    } as const
    const rest = { severity: null, streetId: null, place: null, address: '', entries: [], photos: [] }
    const foundAt = Date.parse('2026-09-30T15:00:00+08:00')
    const body = { ...said, ...rest, foundAt, onBehalfOf: '李师傅', visitId: null }
    const { id: findingId } = await call(reportFinding, { body })
    const params = { findingId }
    const unitId = units.find(({ name }) => name.endsWith('园林绿化局'))?.id ?? ''
    await call(actOnFinding, { params, body: { act: { action: 'file' } } })
    const dispatch = { action: 'dispatch' as const, unitId, postId: null, assisting: [] }
    await call(actOnFinding, { params, body: { act: dispatch } })
    await before.stop({ keepData: true })

    const after = await startOwn({ ...standingAt('2026-10-08T09:00'), dataFolder: before.dataFolder })
    bringAccounts(after, before)
    const first = await pageOf(browser, after, 'chuangjianban')
    const running = await readAt(first, '2026-10-08T09:00', findingId)
    await expect(running).toContainText('给了4 个工作时')
    await expect(running).toContainText('用了2 个工作时 30 分钟')
    await expect(running).toContainText('还剩1 个工作时 30 分钟')
    await expect(running).toContainText('到期2026年10月8日 10:30')
    await expect(running).toContainText('未计入的日子：2026年10月1日')
    await expect(running).toContainText('2026年10月7日')
    await expect(running).not.toContainText('督办级别')
    await expectNoBarriers(first)
    await first.context().close()
    await after.stop({ keepData: true })

    const late = await startOwn({ ...standingAt('2026-10-09T17:00'), dataFolder: before.dataFolder })
    bringAccounts(late, after)
    const second = await pageOf(browser, late, 'chuangjianban')
    const over = await readAt(second, '2026-10-09T17:00', findingId)
    await expect(over).toContainText('超出1 个工作日 4 个工作时 30 分钟')
    await expect(over).toContainText('督办级别包挂领导 自 2026年10月9日 16:30 起')
    await expect(over).toContainText('若仍未办成，2026年10月12日 16:30 升为“督查组”')
    await keepPicture(second, 'holiday')
    await second.context().close()
  },
)
