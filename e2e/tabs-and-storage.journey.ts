import type { Page } from '@playwright/test'
import { expect, consoleTest as test } from './product.ts'

/** Fills the storage of the page's origin to the last character. */
const fillStorage = (page: Page) =>
  page.evaluate(() => {
    let text = 'x'.repeat(1 << 20)
    for (let index = 0; text !== ''; index++)
      try {
        localStorage.setItem(`filler-${index}`, text)
      } catch {
        text = text.slice(0, text.length >> 1)
      }
  })

const nameOf = (page: Page) => page.getByRole('textbox', { name: 'Full name' })

test('a full storage is reported, and the form is saved all the same', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await fillStorage(page)
  await page.goto('/main/contacts/new')
  await nameOf(page).fill('Инна Полная')
  await expect(page.getByText(/its storage is (blocked or )?full/).first()).toBeVisible()
  await page.getByRole('button', { name: /^Create/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Инна Полная' })).toBeVisible()
})

test('two tabs keep what is typed in each, and neither saves the other’s', async ({ context }) => {
  const [one, other] = [await context.newPage(), await context.newPage()]
  for (const [page, name] of [
    [one, 'Первая Вкладка'],
    [other, 'Вторая Вкладка'],
  ] as const) {
    await page.goto('/main/contacts/new')
    await nameOf(page).fill(name)
  }
  await expect(nameOf(one)).toHaveValue('Первая Вкладка')
  await one.getByRole('button', { name: /^Create/ }).click()
  await expect(one.getByRole('heading', { level: 1, name: 'Первая Вкладка' })).toBeVisible()
  await expect(nameOf(other)).toHaveValue('Вторая Вкладка')
  // A third tab offers what the second one has not saved, and nothing of the first.
  const third = await context.newPage()
  await third.goto('/main/contacts/new')
  await expect(third.getByText(/unsaved draft/)).toHaveCount(1)
  await third.getByRole('button', { name: 'Restore' }).click()
  await expect(nameOf(third)).toHaveValue('Вторая Вкладка')
  await other.getByRole('button', { name: /^Create/ }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Вторая Вкладка' })).toBeVisible()
})

test('an edit in one tab is a conflict in the other, and no edit is lost', async ({ context }) => {
  const [one, other] = [await context.newPage(), await context.newPage()]
  await one.goto('/main/contacts/new')
  await nameOf(one).fill('Ждёт Правки')
  await one.getByRole('button', { name: /^Create/ }).click()
  await expect(one.getByRole('heading', { level: 1, name: 'Ждёт Правки' })).toBeVisible()
  const createdBy = Date.now()
  const edit = `${new URL(one.url()).pathname}/edit`
  for (const page of [one, other]) {
    await page.goto(edit)
    await expect(nameOf(page)).toHaveValue('Ждёт Правки')
  }
  await nameOf(one).fill('Правка Первой')
  await nameOf(other).fill('Правка Второй')
  // amoCRM's times have a resolution of seconds: the edit is made in a later one.
  await expect.poll(() => Date.now()).toBeGreaterThanOrEqual(createdBy + 1000)
  await one.getByRole('button', { name: /^Save/ }).click()
  await expect(one.getByRole('heading', { level: 1, name: 'Правка Первой' })).toBeVisible()
  await other.getByRole('button', { name: /^Save/ }).click()
  await expect(other.getByRole('radio', { name: /Yours/ })).toBeVisible()
  await expect(other.getByText('Правка Первой').first()).toBeVisible()
})

test('a start that first asks who is here shows the page', async ({ page }) => {
  // As after signing in was asked for; nothing in a test of modules waits as a browser does.
  await page.addInitScript(() => localStorage.setItem('kartoteka.unsure', 'once'))
  await page.goto('/main/contacts')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
})

test.describe('a browser in which somebody else was signed in', () => {
  test.use({
    expectedMessage:
      /^(Failed to load resource|Warning: Error in route match|\w+: A file of Kartoteka could not be loaded)/,
  })

  test('shows nothing of theirs, and says so if it cannot find out', async ({ page }) => {
    await page.goto('/main/contacts/new')
    await nameOf(page).fill('Чужой Черновик')
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).join()))
      .toContain('kartoteka.draft')
    await page.evaluate(() => {
      localStorage.setItem('kartoteka.person', 'somebody else')
      localStorage.setItem('kartoteka.unsure', 'once')
    })
    page.on('dialog', (dialog) => void dialog.accept())
    // Also without the part that says what has failed.
    for (const files of ['person-storage', '{person-storage,part-failure}'])
      await test.step(files, async () => {
        await page.route(`**/assets/${files}*`, (route) => route.abort())
        await page.goto('/main/contacts/new')
        await expect(page.getByText(/could not be shown/)).toBeVisible()
        await expect(nameOf(page)).toHaveCount(0)
        await page.unrouteAll()
      })
    await page.getByRole('link', { name: /reload the page/ }).click()
    await expect(nameOf(page)).toHaveValue('')
    await expect(page.getByText(/unsaved draft/)).toHaveCount(0)
    expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('draft')
  })
})
