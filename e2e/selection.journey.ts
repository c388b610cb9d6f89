import { mirrorStatus } from '#contract/api/mirror.ts'
import type { Locator } from '@playwright/test'
import { expect, consoleTest as test } from './product.ts'

// The message of a job gets another button when it has ended.
test.use({ hasMirror: true, hasStableLayout: false, viewport: { width: 1440, height: 900 } })

test('people without an e-mail, all with a tag, and a view of them take few presses', async ({
  page,
}) => {
  let presses = 0
  const press = async (control: Locator) => {
    await control.click()
    presses += 1
  }
  const taken = () => {
    const count = presses
    presses = 0
    return count
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  await page.goto('/main/contacts')
  const state = async () =>
    mirrorStatus.parse(await (await page.request.get('/api/sources/main/mirror')).json()).state
  await expect.poll(state, { timeout: 60_000 }).toBe('complete')
  await page.goto('/main/contacts')
  await expect(page.getByText(/1–50 of 2,0\d\d/).first()).toBeVisible()

  await press(button('Filter'))
  const empty = button('Email is empty')
  await empty.hover()
  await press(empty)
  await expect(page.getByRole('button', { name: 'Email is empty', exact: true })).toBeVisible()
  expect(taken(), 'no e-mail').toBeLessThanOrEqual(2)

  await press(button('Save as view'))
  await page.keyboard.type('No e-mail')
  await press(page.getByRole('dialog', { name: 'New view' }).getByRole('button', { name: 'Save' }))
  const tab = page.getByRole('toolbar', { name: 'Views' }).getByRole('link', { name: 'No e-mail' })
  await expect(tab).toHaveAttribute('aria-current', 'true')
  expect(taken(), 'a view').toBeLessThanOrEqual(3)

  // Changes do not move rows in the order of names.
  await page.goto('/main/contacts?sort=name')
  await press(button('Filter'))
  await press(
    page.getByRole('list', { name: 'Filters' }).getByRole('button', { name: 'Tags', exact: true }),
  )
  await press(page.getByRole('option').first())
  await expect(page.getByRole('button', { name: /^Tags is / })).toBeVisible()
  expect(taken(), 'with a tag').toBeLessThanOrEqual(3)
  await page.keyboard.press('Escape')

  const table = page.locator('.contacts-scroller')
  const before = await table.boundingBox()
  await press(page.getByRole('checkbox', { name: 'Select all on this page' }))
  await press(page.getByRole('button', { name: /^Select all matching: / }))
  await expect(page.getByText(/· all matching/).first()).toBeVisible()
  expect(await table.boundingBox()).toEqual(before)
  await press(page.getByRole('combobox', { name: 'Responsible: for all selected' }))
  await press(page.getByRole('option', { name: 'Марина Зимина' }))
  await press(page.getByRole('button', { name: /^Change \d+ contacts$/ }))
  await expect(page.getByText(/^Changing \d+ contacts…$|^\d+ contacts changed/)).toBeVisible()
  expect(taken(), 'responsible of all').toBeLessThanOrEqual(6)
  await expect(page.getByText(/^\d+ contacts changed/)).toBeVisible({ timeout: 60_000 })
  await press(button('Undo…'))
  await press(button(/^Undo \d+ changes$/))
  await expect(page.getByRole('link', { name: /^Undo of/ })).toBeVisible()
  expect(taken(), 'undo').toBeLessThanOrEqual(2)
})
