import { expect, consoleTest as test } from './product.ts'

test('at 400 % zoom every row can be scrolled into view', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await page.goto('/main/contacts')
  const rows = page.locator('tbody tr')
  await expect(rows).toHaveCount(50)
  for (const row of [rows.first(), rows.nth(20), rows.last()]) {
    await row.scrollIntoViewIfNeeded()
    await expect(row).toBeInViewport({ ratio: 0.9 })
  }
  // The bars scroll with the page: fixed, they would leave a third of the window.
  await expect(page.getByRole('searchbox')).not.toBeInViewport()
  await rows.nth(20).getByRole('checkbox').check()
  await expect(page.getByText('1 contact selected')).toBeVisible()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(320)
})

test.describe('a window that is made smaller', () => {
  test.use({ hasStableLayout: false })

  test('a phone has its number, type and button on one line of a form', async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 812 })
    await page.goto('/main/contacts/new')
    const phone = page.getByRole('textbox', { name: 'Phones' })
    const number = '+442079460958'
    await phone.fill(number)
    const type = page.getByRole('combobox', { name: 'Phones: type' })
    const remove = page.getByRole('button', { name: `Remove ${number}` })
    const boxes = await Promise.all([phone, type, remove].map((part) => part.boundingBox()))
    const middles = boxes.map((box) => box && Math.round(box.y + box.height / 2))
    expect(new Set(middles)).toEqual(new Set([middles[0]]))
    const lacking = () => phone.evaluate((el) => el.scrollWidth - el.clientWidth)
    expect(await lacking()).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 320, height: 640 })
    await expect.poll(lacking).toBeLessThanOrEqual(0)
  })
})

test.describe('on paper', () => {
  test.use({ hasStableLayout: false }) // the medium changes

  test('all rows are printed, without toolbars', async ({ page }) => {
    await page.goto('/main/contacts')
    const rows = page.locator('tbody tr')
    await expect(rows).toHaveCount(50)
    await page.setViewportSize({ width: 720, height: 1000 }) // about A4
    await page.emulateMedia({ media: 'print' })
    const beyondPaper = async () => {
      const box = await rows.last().boundingBox()
      const paper = await page.evaluate(() => document.documentElement.scrollHeight)
      return (box?.y ?? Infinity) + (box?.height ?? 0) - paper
    }
    await expect.poll(beyondPaper).toBeLessThanOrEqual(0)
    const scroller = page.locator('[data-scroll-restoration-id=contacts]')
    expect(
      await scroller.evaluate((el) => [
        el.scrollHeight - el.clientHeight,
        el.scrollWidth - el.clientWidth,
      ]),
    ).toEqual([0, 0])
    await expect(page.getByRole('banner')).toBeHidden()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await expect(page.getByRole('searchbox')).toBeHidden()
    await expect(rows.first().getByRole('checkbox')).toBeHidden()
    const headDisplay = await page
      .locator('thead')
      .evaluate((head) => getComputedStyle(head).display)
    expect(headDisplay).toBe('table-header-group') // which each sheet repeats
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
    expect(sheets?.length).toBeGreaterThan(1)
  })

  test('a contact is printed with its values, without buttons', async ({ page }) => {
    await page.goto('/main/contacts?sort=id') // what other journeys create comes last
    await page.locator('tbody [data-open]').first().click()
    await expect(page.locator('article')).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('article a[href^="tel:"]').first()).toBeVisible()
    await expect(page.getByRole('banner')).toBeHidden()
    await expect(page.getByRole('link', { name: 'Edit' })).toBeHidden()
    await expect(page.getByRole('button', { name: 'Link a company' })).toBeHidden()
  })
})

test.describe('in Russian, in the widest font', () => {
  test.use({ locale: 'ru-RU', hasStableLayout: false })

  test('no label breaks within a word, and the editor of a company stays in its card', async ({
    page,
  }) => {
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/main/contacts')
      const ofCompany = page.locator('tbody tr').filter({ hasText: '«' })
      await ofCompany.first().locator('[data-open]').click()
      // The list has a column of that name, which is shown until the contact is.
      const label = page.locator('dt', { hasText: /^Ответственный$/ })
      await page.evaluate(() => {
        document.body.style.fontFamily = 'DejaVu Sans'
        document.body.style.letterSpacing = '0.05em'
      })
      await expect(label).toBeVisible()
      const lines = await label.evaluate((term) => {
        const range = document.createRange()
        range.selectNodeContents(term)
        return range.getClientRects().length
      })
      expect(lines).toBe(1)
    }
    await page.setViewportSize({ width: 1440, height: 900 }) // the card is in the narrow column
    const edit = page.getByRole('button', { name: 'Изменить: Компания' })
    // Measured before, because a wide editor may widen its card as well.
    const edge = await edit.evaluate(
      (button) => button.closest('section')?.getBoundingClientRect().right ?? 0,
    )
    await edit.focus()
    await page.keyboard.press('Enter')
    const form = page.locator('form').filter({ has: page.getByRole('combobox') })
    const overflow = () =>
      form.evaluate((shown, right) => {
        const parts = [...shown.querySelectorAll('*')].map((el) => el.getBoundingClientRect().right)
        return Math.max(...parts) - right
      }, edge)
    await expect.poll(overflow).toBeLessThanOrEqual(0) // once its parts are loaded
  })
})
