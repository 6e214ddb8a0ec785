import type { Page } from '@playwright/test'

const pxPerMm = 96 / 25.4
/** A4 less the margins that print.css sets. */
const sheet = { width: 178 * pxPerMm, height: 259 * pxPerMm }

/** The page as its printer gets it: sheets and their size from a real PDF, the rest measured as laid out for paper. */
export async function printed(page: Page, part: string) {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
  const before = page.viewportSize()
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: Math.floor(sheet.width), height: Math.floor(sheet.height) })
  const laidOut = await page.locator(part).evaluate((top) => {
    const shown = [...top.querySelectorAll('*')].filter((each) => each.getClientRects().length > 0)
    const texts = shown.filter((each) =>
      [...each.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      ),
    )
    const box = top.getBoundingClientRect()
    return {
      smallestPx: Math.min(...texts.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))),
      /** What reaches over the edge of the paper, or is cut off by what holds it. */
      cut: shown
        .filter((each) => {
          const { left, right } = each.getBoundingClientRect()
          const held =
            getComputedStyle(each).overflowX !== 'visible' && each.scrollWidth > each.clientWidth + 1
          return left < Math.floor(box.left) || right > Math.ceil(box.right) || held
        })
        .map((each) => each.outerHTML.slice(0, 120)),
      codes: [...top.querySelectorAll('svg[role="img"]')].map((each) => each.getBoundingClientRect().width),
    }
  })
  await page.emulateMedia({ media: null })
  if (before !== null) await page.setViewportSize(before)
  return {
    sheets: pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0,
    /** In millimetres. */
    size: [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)),
    smallestPt: laidOut.smallestPx * 0.75,
    cut: laidOut.cut,
    codesMm: laidOut.codes.map((px) => px / pxPerMm),
  }
}
