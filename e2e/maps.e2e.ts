import { browserFlags, installedBrowser } from '../tools/browser.ts'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

const browser = installedBrowser()
const gate = '人均公共绿地'

// A browser that draws maps; the other journeys go without.
journey.use({
  launchOptions: {
    ...(browser === undefined ? {} : { executablePath: browser }),
    args: [...browserFlags],
  },
})

journey(
  'the findings are drawn on the map, all that have a position',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    await (await visitorOf(product, 'chuangjianban')).enter(context)
    await page.goto('/findings/map')
    await expect(page.getByText(/^图上 \d+ 件$/)).toBeVisible()
    await expect(page.locator('canvas')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'finding-map')
  },
)

journey(
  'an indicator shows its figure, the map that made it and every street',
  async ({ product, page, context, expectNoBarriers, keepPicture }) => {
    const office = await visitorOf(product, 'chuangjianban')
    await office.enter(context)
    await page.goto('/')
    await page.getByRole('region', { name: '结论' }).getByRole('link', { name: gate }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: gate })).toBeVisible()
    await expect(page.getByText(/^本区按“.+”评，所以采用 ≥ 7\.5 平方米\/人。$/)).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'item')

    await page.getByRole('link', { name: gate, exact: true }).last().click()
    await expect(page).toHaveURL('/indicators/park-green-per-head')
    const streets = page.getByRole('region', { name: '各街道' }).getByRole('table')
    await expect(streets.getByRole('row')).toHaveCount(13)
    await expect(page.getByRole('figure', { name: `${gate}：计入与未计入` })).toBeVisible()
    await expect(page.getByText('绿地（计入）')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'indicator')
  },
)
