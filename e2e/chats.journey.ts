import type { Page } from '@playwright/test'
import { chatList } from '#contract/api/chats.ts'
import { contactPage } from '#contract/api/contacts.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

const texts = {
  nav: 'Беседы',
  matching: 'Сверка',
  lookUp: 'Найти',
  found: 'Найдено',
  bulk: 'Привязать списком',
  preview: 'Показать изменения',
  happens: 'Что произойдёт',
  start: /^Привязать 1 беседу, из них переносов: 1$/,
  done: 'Готово: 1 из 1',
  back: 'Вернуть беседы',
  ofContact: /^Беседы контакта/,
  uuid: 'Привязать беседу по UUID',
  move: /^Перенести беседу к /,
  moveBack: 'Вернуть',
  find: 'Найти в «Main»',
  whom: 'Контакты ботов',
  list: 'Контакты ботов',
} as const

/** Some contacts, and some chats with their contacts. */
async function someChats(page: Page) {
  const list = contactPage.parse(
    await (await page.request.get('/api/sources/main/contacts?size=250')).json(),
  )
  const ids = list.items.map(({ id }) => id)
  const response = chatList.parse(
    await (await page.request.get(`/api/sources/main/chats?contacts=${ids.join(',')}`)).json(),
  )
  const [chat, other] = response.items
  const busy = new Set(response.items.map(({ contact }) => contact.id))
  const free = response.contacts.find(({ id }) => !busy.has(id))
  if (!chat || !other || !free) throw new Error('the product has no chats to move')
  const holder = async () =>
    chatList.parse(
      await (await page.request.get(`/api/sources/main/chats?chats=${chat.chat}`)).json(),
    ).items[0]?.contact.id
  return { chat, other, free, holder }
}

/** Neither the page nor its content scrolls horizontally. */
async function fitsItsWidth(page: Page) {
  const room = () =>
    page.evaluate(() =>
      [document.documentElement, document.querySelector('#content')].map(
        (box) => (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0),
      ),
    )
  await expect.poll(room).toEqual([0, 0])
}

test.use({ locale: 'ru-RU' })

test('chats are looked up, linked in bulk and moved back', async ({ page }) => {
  const { chat, other, free, holder } = await someChats(page)
  await page.goto('/main/jobs')
  await page.getByRole('link', { name: texts.nav }).click()
  await page.getByRole('textbox').fill(`${chat.chat}; ${other.contact.id}\n${free.id} oops`)
  await page.getByRole('button', { name: texts.lookUp, exact: true }).click()
  await expect(page.getByRole('group', { name: texts.found })).toContainText(
    chat.contact.name ?? '',
  )
  await expectAccessible(page)

  await page.getByRole('tab', { name: texts.bulk }).click()
  await expect(page).toHaveURL(/tab=link/)
  await page
    .getByRole('textbox')
    .fill(`chat_id,contact_id\n${chat.chat},${free.id}\n${other.chat},${other.contact.id}\nx,y`)
  await page.getByRole('button', { name: texts.preview }).click()
  await expect(page.getByRole('group', { name: texts.happens })).toContainText(
    chat.contact.name ?? '',
  )
  await expectAccessible(page)
  // in the color of the page, not of the browser
  const accent = await page.evaluate(() => getComputedStyle(document.documentElement).accentColor)
  expect(accent).not.toBe('auto')
  await expect(page.getByRole('checkbox')).toHaveCSS('accent-color', accent)
  await page.getByRole('button', { name: texts.start }).click()
  await expect(page.getByText(texts.done)).toBeVisible()
  expect(await holder()).toBe(free.id)
  await expectAccessible(page)
  await page.getByRole('button', { name: texts.back }).click()
  await expect.poll(holder).toBe(chat.contact.id)
})

test('a chat is moved from the page of a contact, and back', async ({ page }) => {
  const { chat, free, holder } = await someChats(page)
  await page.goto(`/main/contacts/${free.id}`)
  await page.getByRole('button', { name: texts.ofContact }).click()
  await page.getByRole('textbox', { name: texts.uuid }).fill(chat.chat.toUpperCase())
  await page.keyboard.press('Enter')
  const move = page.getByRole('button', { name: texts.move })
  await expect(move).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await fitsItsWidth(page)
  await move.click()
  const back = page.getByRole('button', { name: texts.moveBack })
  await expect(back).toBeVisible()
  expect(await holder()).toBe(free.id)
  await back.click()
  await expect.poll(holder).toBe(chat.contact.id)
})

test('bot contacts are shown beside their matching contacts, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto('/bots/contacts')
  await page.getByRole('link', { name: texts.matching }).click()
  await page.getByRole('textbox', { name: texts.whom }).fill('1 2')
  await page.getByRole('button', { name: texts.find }).click()
  const people = page.getByRole('list', { name: texts.list, exact: true })
  await expect(people.getByRole('combobox')).toHaveCount(2, { timeout: 15_000 })
  await expectAccessible(page)
  for (const path of ['/bots/bot-contacts', '/main/chats', '/main/chats?tab=link']) {
    await page.goto(path)
    await expect(page.getByRole('textbox').first()).toBeVisible()
    await fitsItsWidth(page)
  }
})
