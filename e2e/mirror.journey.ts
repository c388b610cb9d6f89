import { mirrorStatus } from '#contract/api/mirror.ts'
import { expect, expectAccessible, consoleTest as test } from './product.ts'

test.use({ hasMirror: true })

test('once the copy is complete, any column sorts and the total is exact', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  const state = async () =>
    mirrorStatus.parse(await (await page.request.get('/api/sources/main/mirror')).json()).state
  await expect.poll(state, { timeout: 40_000 }).toBe('complete')
  await page.goto('/main/contacts')
  await expect(page.getByText(/1–50 of 10,0\d\d/).first()).toBeVisible()
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
  await expect(page.getByText(/1–50 of 10,0\d\d/).first()).toBeVisible()
  await expectAccessible(page)
})

test('the page of sources erases the copy, and fills it again after its costs were told', async ({
  page,
}) => {
  await page.goto('/main/contacts')
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('link', { name: 'Sources' })
    .click()
  const card = page.getByRole('region', { name: /^Main/ })
  await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 40_000 })
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Erase' }).click()
  await page.getByRole('button', { name: 'Erase the copy' }).click()
  await expect(card.getByText('No copy')).toBeVisible()
  await card.getByRole('button', { name: 'Turn on…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Local copy of Main' })
  await expect(dialog.getByText(/^About .* for roughly .* contacts/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Agree and turn on' }).click()
  await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('link', { name: 'Contacts', exact: true }).click()
  await expect(page.getByText(/1–50 of 10,0\d\d/).first()).toBeVisible()
})

test('the page of sources fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto('/sources')
  const card = page.getByRole('region', { name: /^Main/ })
  await expect(card.getByText('Complete and up to date')).toBeVisible({ timeout: 40_000 })
  await card.getByRole('button', { name: 'Full scan' }).click()
  await expect(card.getByText(/found no difference|found and fixed/)).toBeVisible({
    timeout: 40_000,
  })
  const width = await page.getByRole('main').evaluate((main) => main.scrollWidth)
  expect(width).toBeLessThanOrEqual(375)
})
