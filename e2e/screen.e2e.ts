import { findingBoard } from '@chuangyuan/contract/finding'
import type { Page } from '@playwright/test'
import { expect, journey } from './harness/journey.ts'
import { visitorOf } from './harness/visitor.ts'

/** What is wrong with the screen as it is drawn, in the words of its parts; in the hand it may be longer than its window. */
function faultsOf(page: Page, smallest: number, mayScroll = false): Promise<string[]> {
  return page.evaluate(
    ([least, longer]) => {
      const { innerWidth, innerHeight } = window
      const root = document.documentElement
      const faults =
        root.scrollWidth > innerWidth || (!longer && root.scrollHeight > innerHeight)
          ? ['the page scrolls']
          : []
      const ownText = (element: Element) =>
        [...element.childNodes]
          .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
          .map(({ textContent }) => textContent?.trim() ?? '')
          .join('')
      for (const element of document.querySelectorAll('.screen *')) {
        const text = ownText(element)
        const box = element.getBoundingClientRect()
        if (text === '' || box.width === 0) continue
        if (parseFloat(getComputedStyle(element).fontSize) < least - 0.01) faults.push(`small: ${text}`)
        if (box.right > innerWidth + 1 || (!longer && box.bottom > innerHeight + 1))
          faults.push(`outside: ${text}`)
      }
      for (const tile of document.querySelectorAll('.tile, .tiles a')) {
        if (tile.scrollHeight > tile.clientHeight + 1 || tile.scrollWidth > tile.clientWidth + 1)
          faults.push(`too full: ${tile.textContent?.slice(0, 20) ?? ''}`)
      }
      return faults
    },
    [smallest, mayScroll] as const,
  )
}

journey(
  'the screen can be read on the wall at both sizes, in the hand, and on paper',
  async ({ product, context, page, expectNoBarriers, keepPicture }) => {
    journey.slow()
    const leader = await visitorOf(product, 'chuangjianban')
    await leader.enter(context)
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.goto('/screen')
    const board = await leader.call(findingBoard, {})
    for (const { stream, open: each } of board.byStream) {
      await expect(page.locator(`[data-row="${stream}"] td`).first()).toHaveText(String(each))
    }
    await expect(page.locator('.mark').first()).toBeVisible()
    const marked = (await page.locator('.mark').allTextContents()).map(Number)
    expect(marked.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)

    expect(await faultsOf(page, 24)).toEqual([])
    await expectNoBarriers(page)
    await keepPicture(page, 'screen-dark')
    await page.getByRole('link', { name: '浅色' }).click()
    await expect(page.locator('.screen.light')).toBeVisible()
    await expectNoBarriers(page)
    await keepPicture(page, 'screen-light')

    await page.setViewportSize({ width: 3840, height: 2160 })
    expect(await faultsOf(page, 48)).toEqual([])

    await page.setViewportSize({ width: 390, height: 844 })
    expect(await faultsOf(page, 15, true)).toEqual([])
    await expectNoBarriers(page)
    await keepPicture(page, 'screen-in-the-hand')

    const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)
    expect(pages).toHaveLength(1)
    expect(paper.toString('latin1')).toMatch(/MediaBox\s*\[0 0 84[12](\.\d+)? 59[45]/)
  },
)
