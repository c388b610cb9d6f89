import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, quietTest as test } from './product.ts'

const rows = (page: Page) => page.getByRole('table', { name: 'Contacts' }).getByRole('row')
const firstName = (page: Page) => rows(page).nth(1).getByRole('link').first()

test('from the first page to a contact and back to the list as it was', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/main\/contacts$/)
  await expect(page.getByRole('navigation', { name: 'Sources' })).toBeVisible()
  await expect(rows(page)).toHaveCount(51)

  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('иван')
  await expect(page).toHaveURL(/search=/)
  await expect(rows(page).nth(1)).toContainText(/иван|ivan/i)

  await page.getByRole('button', { name: 'Name' }).click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await page.getByRole('button', { name: 'Previous page' }).click()
  await expect(page.getByText('Page 1 ·')).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText('Page 2 ·')).toBeVisible()

  const scroller = page.locator('[data-scroll-restoration-id]')
  await scroller.evaluate((box) => box.scrollTo({ top: 700 }))
  await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(700)
  const listUrl = page.url()
  const link = rows(page).nth(26).getByRole('link').first()
  const name = await link.innerText()
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await page.getByRole('button', { name: /^Leads/ }).click()
  await expect(page).toHaveURL(/open=leads/)
  await expect(
    page.getByRole('list', { name: 'Leads' }).or(page.getByText('Nothing is linked.')),
  ).toBeVisible()

  await page.getByRole('link', { name: 'Contacts', exact: true }).last().click()
  await expect(page).toHaveURL(listUrl)
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(700)
  await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue('иван')
})

test('the list is a table to those who cannot see it', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(51)
  await expect(rows(page).first().getByRole('columnheader')).toHaveCount(9)
  await expect(rows(page).nth(30).getByRole('cell')).toHaveCount(9)
  await expect(page.getByLabel('Rows per page')).toHaveValue('50')
  await page.getByLabel('Rows per page').selectOption('250')
  await expect(rows(page)).toHaveCount(251)
})

test('the whole first page is reached by keyboard alone', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(51)
  await page.getByRole('searchbox', { name: 'Search contacts' }).focus()
  const seen = new Set<string>()
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab')
    seen.add(
      await page.evaluate(() => {
        const focused = document.activeElement
        return focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
      }),
    )
  }
  expect([...seen]).toEqual(expect.arrayContaining(['Select all on this page', 'Name', 'Updated']))
  await firstName(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test.describe('a failing upstream', () => {
  test.use({ expectedComplaint: /status of 402/ })

  test('is told, and trying again works', async ({ page, product }) => {
    const fault = { kind: 'status', status: 402, path: '/api/v4/contacts' }
    await fetch(`${product.mockUrl}/_mock/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })
    await page.goto('/main/contacts')
    await expect(page.getByRole('alert')).toContainText('not paid')
    await fetch(`${product.mockUrl}/_mock/faults`, { method: 'DELETE' })
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(rows(page)).toHaveCount(51)
  })
})

for (const theme of ['light', 'dark'] as const)
  for (const locale of ['en-US', 'ru-RU'])
    test.describe(`in ${theme}, ${locale}`, () => {
      test.use({ colorScheme: theme, locale })

      test('both pages are clean to axe', async ({ page }) => {
        await page.goto('/main/contacts')
        await expect(page.locator('tbody tr')).toHaveCount(50)
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
        await page.locator('tbody tr a').first().click()
        await expect(page.locator('dl').first()).toBeVisible()
        await page.locator('button[aria-expanded]').first().click()
        await expect(page.locator('button[aria-expanded=true]')).toBeVisible()
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      })
    })

test.describe('at phone width', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('nothing scrolls sideways', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(rows(page)).toHaveCount(51)
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBe(0)
    await firstName(page).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await overflow()).toBe(0)
  })
})
