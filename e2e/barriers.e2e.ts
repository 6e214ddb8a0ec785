import { expect, journey } from './harness/journey.ts'

journey('a page with barriers is found out', async ({ page, expectNoBarriers }) => {
  await page.setContent(
    '<html lang="zh"><title>有障碍</title><main><img src="a.png"><p style="color:#ccc;background:#fff">很淡的字，看不清楚</p></main></html>',
  )
  await expect(expectNoBarriers(page)).rejects.toThrow(/color-contrast[\s\S]*image-alt/)
})
