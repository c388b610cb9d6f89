import type { Page } from '@playwright/test'
import { watchLoading } from '#testing/page-loading.ts'
import { expect, test } from './product.ts'

/** Fails every request for scripts that are not part of the first view. */
async function failScripts(page: Page, status: number | undefined) {
  await page.route('**/assets/*.js*', (route) =>
    status ? route.fulfill({ status, body: 'gone' }) : route.abort(),
  )
  return () => page.unroute('**/assets/*.js*')
}

const openList = async (page: Page) => {
  // Files that are loaded ahead when the page is idle must not be loaded before the failure.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const loading = watchLoading(page)
  await page.goto('/main/contacts')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible() // tools of the frame
  // The browser would remember the failure of a file that is being loaded for another part.
  await loading.idle()
}

test('each part fails alone and opens when its file can be loaded', async ({ page }) => {
  await openList(page)
  const alert = page.getByRole('alert')
  const dialog = page.getByRole('dialog')
  for (const [part, press] of [
    ['export', () => page.getByRole('button', { name: 'Export' }).click()],
    ['palette', () => page.keyboard.press('Control+k')],
    ['shortcuts', () => page.keyboard.press('?')],
    ['filters', () => page.keyboard.press('f')],
  ] as const)
    await test.step(part, async () => {
      const restore = await failScripts(page, undefined)
      await press()
      await expect(alert).toBeVisible()
      await expect(page.getByRole('row').nth(3)).toBeVisible()
      await restore()
      await alert.getByRole('button', { name: 'Retry' }).click()
      await expect(alert).toHaveCount(0)
      await expect(dialog).toBeVisible()
      await dialog.press('Escape')
      await expect(dialog).toBeHidden()
    })
})

test('a retry reloads the page if a file failed that the part imports', async ({ page }) => {
  await openList(page)
  await page.route('**/assets/key-caps*', (route) => route.abort())
  await page.keyboard.press('Control+k')
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()
  await page.unroute('**/assets/key-caps*')
  const reloaded = page.waitForEvent('load')
  await alert.getByRole('button', { name: 'Retry' }).click()
  await reloaded
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the selection is retained when its bar cannot be loaded', async ({ page }) => {
  await openList(page)
  const restore = await failScripts(page, 404)
  await page.getByRole('row').nth(2).getByRole('checkbox').check()
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()
  await restore()
  await alert.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText(/^1 contact selected/)).toBeVisible()
  await expect(page.getByRole('row').nth(2).getByRole('checkbox')).toBeChecked()
})

test('a failure of the palette does not affect an open form', async ({ page }) => {
  await page.goto('/main/contacts/new')
  await page.getByLabel('Full name').fill('Grace')
  await failScripts(page, 404)
  await page.keyboard.press('Control+k')
  const alert = page.getByRole('alert').filter({ hasText: 'could not be shown' })
  await expect(alert).toBeVisible()
  await expect(page.getByLabel('Full name')).toHaveValue('Grace')
  await alert.getByRole('button', { name: 'Close' }).click()
  await expect(alert).toHaveCount(0)
})

test('a new version reloads the page automatically if nothing would be lost', async ({ page }) => {
  await openList(page)
  await page.route('**/assets/export-view*', (route) => route.fulfill({ status: 404 }))
  const reloaded = page.waitForEvent('load')
  await page.route('/', (route) => route.fulfill({ contentType: 'text/html', body: 'new' }))
  await page.getByRole('button', { name: 'Export' }).click()
  await reloaded
  await expect(page.getByRole('row').nth(3)).toBeVisible()
})
