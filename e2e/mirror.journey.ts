import { mirrorStatus } from '#contract/api/mirror.ts'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, consoleTest as test } from './product.ts'

test.use({ hasMirror: true })
// The copy is filled first, which takes long where much else runs.
test.describe.configure({ timeout: 120_000 })

async function openWithCopy(page: Page) {
  await page.goto('/main/contacts')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  const state = async () =>
    mirrorStatus.parse(await (await page.request.get('/api/sources/main/mirror')).json()).state
  await expect.poll(state, { timeout: 60_000 }).toBe('complete')
  await page.goto('/main/contacts')
  await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()
}

test('a change at the source appears in the open list, marked, and no row moves', async ({
  page,
  product,
}) => {
  const streams: string[] = []
  page.context().on('request', (request) => {
    if (request.url().endsWith('/api/events')) streams.push(request.url())
  })
  await openWithCopy(page)
  const rows = page.locator('.contacts-row[data-id]')
  const places = () =>
    rows.evaluateAll((all) =>
      all.map((row) => [row.getAttribute('data-id'), row.getBoundingClientRect().top]),
    )
  const before = await places()
  const id = await rows.nth(4).getAttribute('data-id')
  const openedAt = streams.length
  const other = await page.context().newPage()
  await other.goto('/main/contacts')
  await expect(other.locator(`.contacts-row[data-id="${id}"]`)).toBeVisible()

  const name = 'Ада Лавлейс-Кинг'
  const response = await fetch(`${product.mockUrl}/_mock/contacts/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  expect(response.ok).toBe(true)
  // The interval at which a copy follows its source while somebody looks.
  const shown = { timeout: 25_000 }
  const row = page.locator(`.contacts-row[data-id="${id}"]`)
  await expect(row.getByRole('link', { name })).toBeVisible(shown)
  await expect(row.getByText(/^Changed by sync \d/)).toBeAttached()
  expect(await places()).toEqual(before)
  await expectAccessible(page)
  await expect(
    other.locator(`.contacts-row[data-id="${id}"]`).getByRole('link', { name }),
  ).toBeVisible(shown)
  expect(streams.length, 'both tabs share one stream').toBe(openedAt)
  await other.close()

  // It was changed last, and the list is in the order of changes.
  const button = page.getByRole('button', { name: 'Show new order' })
  await button.click()
  await expect(rows.first()).toHaveAttribute('data-id', id ?? '')
  await expect(button).toBeHidden()
  await expect(page.locator('.live-mark')).toHaveCount(0)
})

test.describe('on a phone', () => {
  // The time of a change is as wide as its text, and ends at the edge.
  test.use({ hasStableLayout: false })

  test('rows and the line below them stay where they are as well', async ({ page, product }) => {
    await page.setViewportSize({ width: 375, height: 812 })
    await openWithCopy(page)
    const rows = page.locator('.contacts-row[data-id]')
    const places = () =>
      page
        .locator('.contacts-row[data-id], .contacts-footer p, .contacts-footer time, #paging')
        .evaluateAll((all) =>
          all.map((item) => [item.getBoundingClientRect().left, item.getBoundingClientRect().top]),
        )
    await expect(page.getByText(/^Synchronised/)).toBeVisible()
    const before = await places()
    const id = await rows.nth(1).getAttribute('data-id')
    await fetch(`${product.mockUrl}/_mock/contacts/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Грейс Хоппер' }),
    })
    const button = page.getByRole('button', { name: 'Show new order' })
    await expect(button).toBeVisible({ timeout: 25_000 })
    expect(await places()).toEqual(before)
    await expectAccessible(page)
  })
})

test('the copy sorts by any column and filters by conditions, which remain after a reload', async ({
  page,
}) => {
  await openWithCopy(page)
  await expect(page.getByText(/synchroni[sz]ed/i).first()).toBeVisible()
  const company = page.getByRole('columnheader', { name: /^Company/ })
  await company.getByRole('button').first().click()
  await expect(page).toHaveURL(/sort=company/)
  await expect(company).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()
  const addFilter = async (of: string) => {
    await page.keyboard.press('f')
    await page
      .getByRole('list', { name: 'Filters' })
      .getByRole('button', { name: of, exact: true })
      .click()
  }
  await addFilter('Company')
  const first = page.getByRole('option').first()
  await expect(first).toHaveAccessibleName(/, \d+$/)
  const [, name, count] = /^(.+), (\d+)$/.exec((await first.getAttribute('aria-label')) ?? '') ?? []
  await page.keyboard.press('Enter')
  await expect(page.getByText(`1–${count} of ${count}`).first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const companyChip = page.getByRole('button', { name: `Company is ${name}`, exact: true })
  await expect(companyChip).toBeVisible()

  await addFilter('Email')
  await page.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'is empty' }).click()
  await page.keyboard.press('Escape')
  const emailChip = page.getByRole('button', { name: 'Email is empty', exact: true })
  await expect(emailChip).toBeVisible()

  await companyChip.click()
  await page.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'is none of' }).click()
  await page.keyboard.press('Escape')
  const changed = page.getByRole('button', { name: `Company is not ${name}`, exact: true })
  await expect(changed).toBeVisible()
  const total = page.getByText(/^1–50 of [\d,]+$/).first()
  await expect(total).toBeVisible()
  const before = await total.textContent()

  await page.reload()
  await expect(changed).toBeVisible()
  await expect(emailChip).toBeVisible()
  await expect(total).toHaveText(before ?? '')
  await expectAccessible(page)
})

test('a search shows where it matched, and offers another spelling that finds more', async ({
  page,
}) => {
  await openWithCopy(page)
  const box = page.getByRole('searchbox', { name: 'Search contacts' })
  await page.goto('/main/contacts?columns=name,company,updatedAt')
  await box.fill('+7 916 555-01-02')
  const row = page.getByRole('row', { name: /Elena Sokolova/ })
  await expect(row).toContainText('Phone: +7 916 555-01-02')
  await expect(row.locator('mark')).toHaveText(/916 555-01-02$/)
  await expectAccessible(page)

  await box.fill('bdfyjdf') // иванова, typed in the other keyboard layout
  await expect(page.getByRole('heading', { name: 'No matching contacts' })).toBeVisible()
  const suggestion = page.getByRole('button', { name: /^Search for “иванова” \(\d+\)$/ })
  await expect(suggestion).toBeVisible()
  await expectAccessible(page)
  const count = /\d+/.exec((await suggestion.textContent()) ?? '')?.[0]
  await suggestion.click()
  await expect(box).toHaveValue('иванова')
  await expect(page.getByText(`1–${count} of ${count}`).first()).toBeVisible()
  await expect(page.locator('tbody mark').first()).toHaveText(/^иванова$/i)
  await expect(page.locator('tbody')).toHaveCSS('opacity', '1')
  await expectAccessible(page)
})

test.describe('the page of sources', () => {
  test.use({ hasStableLayout: false }) // the window is made smaller

  test('the page of sources erases the copy, and fills it again after its costs were told', async ({
    page,
  }) => {
    await page.goto('/main/contacts')
    await page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('link', { name: 'Sources' })
      .click()
    const card = page.getByRole('region', { name: /^Main/ })
    await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 60_000 })
    await expectAccessible(page)
    await card.getByRole('button', { name: 'Erase' }).click()
    await page.getByRole('button', { name: 'Erase the copy' }).click()
    await expect(card.getByText('No copy')).toBeVisible()
    await card.getByRole('button', { name: 'Turn on…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Local copy of Main' })
    await expect(dialog.getByText(/^About .* for roughly .* contacts/)).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Agree and turn on' }).click()
    await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 60_000 })
    await page.setViewportSize({ width: 375, height: 812 })
    const width = () => page.getByRole('main').evaluate((main) => main.scrollWidth)
    await expect.poll(width).toBeLessThanOrEqual(375)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()
  })
})
