import { expect, journey } from './harness/journey.ts'

journey('the description of the interface opens without a complaint of the browser', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/api/docs')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('site.list', { exact: true }).first()).toBeVisible()
  const document = await page.request.get('/api/openapi.json')
  expect(document.headers()['content-type']).toContain('application/json')
  expect(complaints).toEqual([])
})
