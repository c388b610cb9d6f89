import type { Page } from '@playwright/test'
import { expectAccessible, expect, consoleTest as test, typeOption } from './product.ts'

const boxes = (page: Page) => page.getByRole('checkbox', { name: /^Select .+/ })
test('selected contacts are edited and the edit is undone by keyboard alone', async ({ page }) => {
  const { keyboard } = page
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
    })
  /** Presses Tab until an element with this name has the focus. */
  async function tabTo(name: RegExp | string) {
    for (let steps = 0; steps < 60; steps++) {
      const has = await focused()
      if (typeof name === 'string' ? has === name : name.test(has)) return
      await keyboard.press('Tab')
    }
    throw new Error(`${String(name)} is not reached by Tab`)
  }

  await page.goto('/main/contacts?sort=id')
  await expect(boxes(page).nth(5)).toBeVisible()
  await page.locator('tbody tr').nth(4).getByRole('checkbox').focus()
  await keyboard.press('Space')
  await expect(page.getByText('1 contact selected')).toBeVisible()
  await tabTo('Other field: for all selected')
  await keyboard.type('Pos')
  await expect(page.getByRole('option', { name: 'Position' })).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Position: action' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Position' })).toBeFocused()
  await keyboard.type('By hand')
  await tabTo('Preview')
  await keyboard.press('Enter')
  await expect(page.getByText('Will change: 1')).toBeVisible()
  await tabTo('Change 1 contact')
  await keyboard.press('Enter')
  await expect(page.getByText('1 contact changed')).toBeVisible()
  await tabTo('Open job')
  await keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Changed 1' })).toBeVisible()
  await tabTo('Undo changes…')
  await keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'What will change' })).toBeVisible()
  await tabTo('Undo 1 change')
  await keyboard.press('Enter')
  await expect(page.getByRole('link', { name: /^Undo of/ })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 812 }, locale: 'ru-RU' })

  test('nothing moves when a job ends, nor when the list of jobs has a new one', async ({
    page,
    product,
  }) => {
    const faults = (method: string, body?: object) =>
      fetch(`${product.mockUrl}/_mock/faults`, {
        method,
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
    const start = async (title: string) => {
      const rows = [{ name: 'Ada' }, { name: 'Grace' }]
      const made = await page.request.post('/api/sources/main/jobs', {
        headers: { origin: product.url },
        data: { key: crypto.randomUUID(), kind: 'create', title, rows },
      })
      const { id }: { id: string } = await made.json()
      return id
    }
    await page.goto('/main/jobs')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await faults('POST', { kind: 'latency', ms: 60_000, method: 'POST' })
    await page.goto(`/main/jobs/${await start('Первая')}`)
    await expect(page.getByRole('progressbar')).toBeVisible()
    await faults('DELETE')
    await expect(page.getByRole('button', { name: 'Отменить изменения…' })).toBeVisible()
    await page.getByRole('link', { name: 'Операции' }).first().click()
    const names = page.getByRole('list', { name: 'Массовые изменения' }).getByRole('link')
    await expect(names.first()).toHaveText('Первая')
    await start('Вторая')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByRole('button', { name: 'Показать 1 новую' }).click()
    await expect(names.first()).toHaveText('Вторая')
  })
})

const texts = {
  actions: 'Действия: у всех выбранных',
  tags: 'Теги',
  open: 'Открыть операцию',
  done: 'Готово',
  show: 'Показать изменения',
  run: /^Изменить 1/,
  undo: 'Отменить изменения…',
}

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })

  test('has no axe violations, and fits a small phone', async ({ page }) => {
    const check = async () => {
      await expectAccessible(page)
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(beyond).toBe(0)
    }
    await page.goto('/main/contacts?sort=id')
    await page.locator('tbody tr').nth(8).getByRole('checkbox').check()
    await page.getByRole('button', { name: texts.actions }).click()
    await check()
    await page.getByRole('dialog').getByRole('button', { name: texts.tags }).click()
    await typeOption(page, texts.tags, 'journey')
    await check()
    await page.getByRole('button', { name: texts.done }).click()
    await page.getByRole('button', { name: texts.show }).click()
    await expect(page.getByRole('button', { name: texts.run })).toBeVisible()
    await check()
    await page.getByRole('button', { name: texts.run }).click()
    await page.getByRole('button', { name: texts.open }).click()
    await page.getByRole('button', { name: texts.undo }).click()
    await expect(page.getByRole('table')).toHaveCount(2)
    await check()
    await page.goto('/main/jobs')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
    await check()
  })
})
