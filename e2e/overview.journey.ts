import { z } from 'zod'
import { contactPage } from '#contract/api/contacts.ts'
import { overview } from '#contract/api/overview.ts'
import { appearances, expectAccessible, expect, consoleTest as test } from './product.ts'

const count = z.object({ count: z.number() })

test('a source opens with its overview, and each number leads to its contacts', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/main\/overview$/)
  const lastWeek = page.getByRole('table', { name: 'By week' }).getByRole('row').nth(2)
  await expect(lastWeek).toBeVisible()
  const [added, changed] = await lastWeek.getByRole('link').allInnerTexts()
  await lastWeek.getByRole('link').nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/main\/contacts\?.*updated=/)
  // The list has no total; all matching contacts are counted by selecting them.
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: /Select all matching/ }).click()
  await expect(page.getByText(`${changed} contacts selected`)).toBeVisible()
  await page.goBack()
  await lastWeek.getByRole('link').first().click()
  await expect(page).toHaveURL(/created=/)
  const { origin, pathname, search } = new URL(page.url())
  const listed = await page.request.get(`${origin}/api/sources${pathname}${search}&size=250`)
  expect(contactPage.parse(await listed.json()).items).toHaveLength(Number(added))
})

test.describe('counting again', () => {
  // Shares are sorted by the new numbers.
  test.use({ hasStableLayout: false })

  test('includes a new contact', async ({ page, product }) => {
    await page.goto('/main/overview')
    const output = page.getByText(/contacts were added or changed since/)
    /** The number on the page after a count that has begun after the press. */
    const countAgain = async () => {
      await expect(output).toBeVisible()
      const pressedAt = new Date().toISOString()
      const [response] = await Promise.all([
        page.waitForResponse(async (answer) => {
          if (new URL(answer.url()).pathname !== '/api/sources/main/overview') return false
          const { counted } = overview.parse(await answer.json())
          return counted !== null && counted.at > pressedAt
        }),
        page.getByRole('button', { name: 'Count again' }).click(),
      ])
      const contacts = overview.parse(await response.json()).counted?.contacts ?? 0
      await expect(output).toContainText(`${contacts.toLocaleString('en-US')} contacts`)
      return contacts
    }
    // What other journeys have changed meanwhile is counted first.
    const before = await countAgain()
    const { count: all } = count.parse(
      await (await fetch(`${product.mockUrl}/_mock/contacts/count`)).json(),
    )
    expect(before).toBeLessThan(all)
    const made = await page.request.post('/api/sources/main/contacts', {
      headers: { origin: product.url },
      data: { items: [{ name: 'Newcomer of the overview' }] },
    })
    expect(made.ok()).toBe(true)
    expect(await countAgain()).toBe(before + 1)
  })
})

for (const { colorScheme, locale } of appearances)
  test.describe(`in ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale })
    test('the overview has no axe violations, and fits a phone', async ({ page }) => {
      for (const source of ['main', 'legacy', 'bots'])
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 800 })
          await page.goto(`/${source}/overview`)
          await expect(page.getByRole('table').first()).toBeVisible()
          // Narrow pages of all sources have the same parts.
          if (width > 360 || source === 'main') await expectAccessible(page)
          const wide = await page.evaluate(
            () =>
              document.querySelector('main')!.scrollWidth >
              document.querySelector('main')!.clientWidth,
          )
          expect(wide).toBe(false)
        }
    })
  })
