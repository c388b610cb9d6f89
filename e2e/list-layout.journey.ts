import type { Page } from '@playwright/test'
import { expect, consoleTest as test } from './product.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('neither a second filter nor the first selection moves the table', async ({ page }) => {
  await page.goto('/main/contacts?created=last30')
  const scroller = page.locator('.contacts-scroller')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Created: Last 30 days' })).toBeVisible()
  const before = await scroller.boundingBox()
  await page.goto(
    '/main/contacts?created=last30&updated=last30&fields=[{"id":4400101,"is":["3692604"]}]',
  )
  // A chip that does not fit is counted instead.
  await expect(page.getByRole('button', { name: /^\d more filters?$/ })).toBeVisible()
  expect(await scroller.boundingBox()).toEqual(before)
  await page.goto('/main/contacts')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  expect(await scroller.boundingBox()).toEqual(before)
  await page.locator('tbody tr').first().getByRole('checkbox').check()
  await expect(page.getByText('1 contact selected')).toBeVisible()
  expect(await scroller.boundingBox()).toEqual(before)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(page.getByRole('button', { name: 'Select all matching' })).toBeVisible()
  expect(await scroller.boundingBox()).toEqual(before)
})

test.describe('in Russian', () => {
  // It changes the font itself.
  test.use({ locale: 'ru-RU', hasStableLayout: false })

  test('the panel of views shows all of its controls', async ({ page }) => {
    await page.goto('/main/contacts')
    await page.getByRole('button', { name: 'Виды' }).click()
    await page.evaluate(() => {
      document.body.style.fontFamily = 'DejaVu Sans'
      document.body.style.letterSpacing = '0.05em'
    })
    await page
      .getByRole('textbox', { name: 'Название вида' })
      .fill('Партнёры из Новосибирска, давно')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    const panel = page.getByRole('dialog', { name: 'Виды' })
    await expect(panel.getByRole('button', { name: /^Действия с видом/ })).toBeInViewport({
      ratio: 1,
    })
    const isCutOff = await panel.evaluate(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    )
    expect(isCutOff).toBe(false)
  })
})

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [375, 812],
] as const)
  test.describe(`in Russian, ${width} pixels wide`, () => {
    test.use({ locale: 'ru-RU', viewport: { width, height } })

    test('the selection bar hides no row, and all chips of filters can be pressed', async ({
      page,
    }) => {
      await page.goto('/main/contacts')
      const rows = page.locator('tbody tr')
      await expect(rows).toHaveCount(50)
      await page.getByRole('checkbox', { name: 'Выбрать всех на этой странице' }).check()
      const bar = page.getByRole('group', { name: 'Выбранные контакты' })
      await expect(bar.getByText('Выбрано 50 контактов')).toBeVisible()
      const box = (await bar.boundingBox())!
      expect(box.height).toBeGreaterThan(40)
      expect(box.height).toBeLessThanOrEqual(44)
      const bottom = await page.evaluate(() => {
        const scroller = document.querySelector('.contacts-scroller')
        return scroller?.getBoundingClientRect().bottom
      })
      expect(bottom).toBeLessThanOrEqual(box.y + 1)
      // The way to other pages stays beside it.
      await page.getByRole('button', { name: 'Следующая страница' }).click({ trial: true })

      await page.goto('/main/contacts?created=last30&updated=last30')
      const chips = page.getByRole('group', { name: 'Фильтры' }).getByRole('button')
      const more = page.getByRole('button', { name: /^Ещё \d фильтр/ })
      if (width > 640) await more.click()
      await expect(chips).toHaveCount(width > 640 ? 7 : 6)
      for (const chip of await chips.all()) await chip.click({ trial: true })
    })
  })

/** Pixels that the widest value of each column but the name leaves free, or (negative) lacks. */
const spareRoom = (page: Page) =>
  page.evaluate(() => {
    const spare: Record<string, number> = {}
    for (const cell of document.querySelectorAll<HTMLElement>('tbody td')) {
      const text = cell.querySelector<HTMLElement>('.truncate')
      const column = cell.dataset['column'] ?? ''
      if (!text || column === 'tags') continue
      cell.parentElement?.style.setProperty('content-visibility', 'visible')
      const others = [...cell.children].filter((part) => !part.matches('.sr-only'))
      const used = others.map((part) => Math.max(part.scrollWidth, part.clientWidth))
      const room = cell.clientWidth - 16 - used.reduce((sum, width) => sum + width, 0)
      spare[column] = Math.min(spare[column] ?? Infinity, room)
    }
    return spare
  })

test.describe('columns', () => {
  test('show all values once there is room for them', async ({ page }) => {
    await page.setViewportSize({ width: 1600, height: 900 })
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    const cut = Object.entries(await spareRoom(page)).filter(([, room]) => room < -1)
    expect(cut).toEqual([])
  })

  test('have no room to spare while others are cut', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    const rooms = Object.values(await spareRoom(page))
    expect(Math.min(...rooms)).toBeLessThan(0)
    expect(Math.max(...rooms)).toBeLessThan(24)
    await page.goto('/main/contacts?columns=name*,emails:90,company')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    const head = page.getByRole('columnheader', { name: 'Email' })
    expect((await head.boundingBox())?.width, 'a width that was set').toBe(90)
  })
})
