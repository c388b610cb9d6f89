import type { Page } from '@playwright/test'
import { contactDetail } from '#contract/api/contacts.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

const rows = (page: Page) => page.getByRole('table', { name: 'Contacts' }).getByRole('row')

/** A contact in the middle of the shown page that has leads, and its name. */
async function firstWithLeads(page: Page) {
  const ids = await page
    .locator('tbody tr')
    .evaluateAll((shown) => shown.map((row) => Number(row.getAttribute('data-id'))))
  for (const id of ids.slice(22)) {
    const contact = contactDetail.parse(
      await (await page.request.get(`/api/sources/main/contacts/${id}`)).json(),
    )
    if (contact.counts.leads > 0) return { id, name: contact.name }
  }
  throw new Error('nobody on this page has leads')
}

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement
    return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
  })

const isOnAName = (page: Page) =>
  page.evaluate(() => document.activeElement?.hasAttribute('data-open') ?? false)

test('the list is unchanged after opening a contact and going back', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Contacts', exact: true }).click()
  await expect(page).toHaveURL(/\/main\/contacts$/)
  await expect(page.getByRole('navigation', { name: 'Sources' })).toBeVisible()
  await expect(rows(page)).toHaveCount(51)
  // It is a table for screen readers as well.
  await expect(rows(page).first().getByRole('columnheader')).toHaveCount(10)
  await expect(rows(page).nth(30).getByRole('cell')).toHaveCount(10)

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
  const { id, name } = await firstWithLeads(page)
  await page.locator(`tbody tr[data-id="${id}"] [data-open]`).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await page.getByRole('button', { name: /^Leads/ }).click()
  await expect(page).toHaveURL(/open=leads/)
  const leads = page.getByRole('list', { name: 'Leads' }).getByRole('listitem')
  await expect(leads.first()).toHaveText(/\p{L}{3,}.*₽.*·/u)

  await page.getByRole('link', { name: 'Contacts', exact: true }).last().click()
  await expect(page).toHaveURL(listUrl)
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(700)
  await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue('иван')
  await expect(page.locator(`[data-open="${id}"]`)).toBeFocused()
})

test('the list is searched, paged and left by keyboard alone', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(51)
  const tabTo = async (name: string) => {
    for (let stop = 0; stop < 30; stop++) {
      await page.keyboard.press('Tab')
      if ((await focusedName(page)) === name) return
    }
    throw new Error(`"${name}" is not within 30 stops`)
  }
  await tabTo('Search contacts')
  await page.keyboard.type('иван')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/search=/)
  await expect(rows(page).nth(1)).toContainText(/иван|ivan/i)
  for (let stop = 0; stop < 25 && !(await isOnAName(page)); stop++) await page.keyboard.press('Tab')
  await tabTo('Next page')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  expect(await focusedName(page)).toBe('Previous page')
  for (let back = 0; back < 10 && !(await isOnAName(page)); back++)
    await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowDown')
  expect(await isOnAName(page)).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('both pages have no axe violations', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    await expectAccessible(page)
    await page.locator('tbody tr a').first().click()
    await expect(page.locator('dl').first()).toBeVisible()
    await page.locator('main button[aria-expanded]').first().click()
    await expect(page.locator('main button[aria-expanded=true]')).toBeVisible()
    await expectAccessible(page)
  })
})
