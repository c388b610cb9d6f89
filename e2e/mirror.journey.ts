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

test('once the copy is complete, any column sorts and the total is exact', async ({ page }) => {
  await openWithCopy(page)
  await expect(page.getByText(/synchroni[sz]ed/i).first()).toBeVisible()
  await page
    .getByRole('columnheader', { name: /^Company/ })
    .getByRole('button')
    .first()
    .click()
  await expect(page).toHaveURL(/sort=company/)
  await expect(page.getByRole('columnheader', { name: /^Company/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()
  await expectAccessible(page)
})

test('conditions filter by what the copy knows, and remain after a reload', async ({ page }) => {
  await openWithCopy(page)
  const addFilter = async (name: string) => {
    await page.keyboard.press('f')
    await page
      .getByRole('list', { name: 'Filters' })
      .getByRole('button', { name, exact: true })
      .click()
  }
  await addFilter('Company')
  const first = page.getByRole('option').first()
  await expect(first).toHaveAccessibleName(/, \d+$/)
  const [, company, count] =
    /^(.+), (\d+)$/.exec((await first.getAttribute('aria-label')) ?? '') ?? []
  await page.keyboard.press('Enter')
  await expect(page.getByText(`1–${count} of ${count}`).first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const companyChip = page.getByRole('button', { name: `Company is ${company}`, exact: true })
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
  const changed = page.getByRole('button', { name: `Company is not ${company}`, exact: true })
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

test('conditions are combined by “or” in one chip', async ({ page }) => {
  await openWithCopy(page)
  const where = JSON.stringify([{ key: 'tags', op: 'in', values: ['vip'] }])
  await page.goto(`/main/contacts?where=${encodeURIComponent(where)}`)
  const total = page.getByText(/^1–50 of [\d,]+$/).first()
  await expect(total).toBeVisible()
  const before = (await total.textContent()) ?? ''
  await page.getByRole('button', { name: 'Tags is vip', exact: true }).click()
  await page.getByRole('button', { name: 'Or…' }).click()
  await page
    .getByRole('list', { name: 'Filters' })
    .getByRole('button', { name: 'Email', exact: true })
    .click()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'is empty' }).click()
  await expect(total).not.toHaveText(before)
  await page.getByRole('button', { name: 'Any of these conditions' }).click()
  await expect(page.getByRole('list', { name: 'Any of these conditions' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const chip = page.getByRole('button', { name: 'Tags is vip or Email is empty', exact: true })
  await expect(chip).toBeVisible()
  await page.reload()
  await expect(chip).toBeVisible()
})

test.describe('the page of sources', () => {
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
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()
  })

  test('the page of sources fits a phone', async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 812 })
    await page.goto('/sources')
    const card = page.getByRole('region', { name: /^Main/ })
    await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 60_000 })
    await card.getByRole('button', { name: 'Full scan' }).click()
    await expect(card.getByText(/found no difference|found and fixed/)).toBeVisible({
      timeout: 60_000,
    })
    const width = await page.getByRole('main').evaluate((main) => main.scrollWidth)
    expect(width).toBeLessThanOrEqual(375)
  })
})
