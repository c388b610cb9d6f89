import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { setText } from './values.ts'
import { watchLoading } from './page-loading.ts'

export type Shot = {
  name: string
  path: string
  width: number
  height: number
  theme: 'light' | 'dark'
  locale: 'en-US' | 'ru-RU'
  hasForcedColors?: boolean
  /** Selector of what is there once the screen is complete; omitted: a row of the list. */
  ready?: string
  /** What is set up before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>
  /** Actions before the screenshot. */
  before?: (page: Page) => Promise<void>
}

export const wide = { width: 1440, height: 900 }
export const phone = { width: 375, height: 812 }

const sizes = {
  wide,
  tablet: { width: 1024, height: 768 },
  phone,
  sideways: { width: 812, height: 375 },
}

type Screen = Pick<Shot, 'name' | 'path' | 'ready' | 'prepare' | 'before'> & {
  /** Names of the only appearances in which it is taken; omitted: all but those of zoom. */
  only?: readonly string[]
}

/** Each theme, language and size with the others at least once, and forced colors. */
const appearances: { of: string; shot: Omit<Shot, 'name' | 'path'> }[] = [
  { of: 'light-ru', shot: { ...sizes.wide, theme: 'light', locale: 'ru-RU' } },
  { of: 'dark-ru', shot: { ...sizes.wide, theme: 'dark', locale: 'ru-RU' } },
  { of: 'light-en', shot: { ...sizes.wide, theme: 'light', locale: 'en-US' } },
  { of: 'dark-en', shot: { ...sizes.wide, theme: 'dark', locale: 'en-US' } },
  {
    of: 'forced-ru',
    shot: { ...sizes.wide, theme: 'light', locale: 'ru-RU', hasForcedColors: true },
  },
  { of: 'tablet-en', shot: { ...sizes.tablet, theme: 'light', locale: 'en-US' } },
  { of: 'phone-ru', shot: { ...sizes.phone, theme: 'light', locale: 'ru-RU' } },
  { of: 'phone-dark-en', shot: { ...sizes.phone, theme: 'dark', locale: 'en-US' } },
  { of: 'sideways-ru', shot: { ...sizes.sideways, theme: 'light', locale: 'ru-RU' } },
  // What is left of 1440 × 900 at 200 and 400 % zoom.
  { of: 'zoom200-ru', shot: { width: 720, height: 450, theme: 'light', locale: 'ru-RU' } },
  { of: 'zoom400-ru', shot: { width: 360, height: 225, theme: 'light', locale: 'ru-RU' } },
]
const zooms = ['zoom200-ru', 'zoom400-ru']
/** Of what opens over a screen. */
const layers = ['light-ru', 'dark-en', 'tablet-en', 'phone-ru']

const items = z.object({ items: z.array(z.object({ id: z.number() })) })

/** Every screen in every appearance; some need contacts or a job, which are made first. */
export async function reviewShots(url: string): Promise<Shot[]> {
  const idsOf = async (source: string) => {
    const response = await fetch(`${url}/api/sources/${source}/contacts?size=25`)
    return items.parse(await response.json()).items.map(({ id }) => id)
  }
  const [ids, botContacts] = [await idsOf('main'), await idsOf('bots')]
  const job = await startJob(url, ids.slice(0, 12))
  await startJob(url, ids.slice(3, 11))
  await startJob(url, [...ids.slice(12, 14), 1]) // one of them does not exist
  const screens = screensOf(ids, botContacts, job)
  const zoomed = screens
    .filter(({ name }) => ['list', 'contact', 'form', 'overview', 'job', 'chats'].includes(name))
    .map((screen) => ({ ...screen, only: zooms }))
  return [...screens, ...zoomed, ...layersOf(ids, job)].flatMap(({ only, ...screen }) =>
    appearances
      .filter(({ of }) => (only ? only.includes(of) : !zooms.includes(of)))
      .map(({ of, shot }) => ({ ...screen, ...shot, name: `${screen.name}-${of}` })),
  )
}

async function startJob(url: string, ids: number[]): Promise<string> {
  const response = await fetch(`${url}/api/sources/main/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      key: randomUUID(),
      kind: 'edit',
      subject: { code: 'edit', attributes: [{ key: 'name', name: 'Имя' }] },
      rows: ids.map((id, index) => ({
        id,
        changes: [setText('name', `Анна ${index + 1}`)],
      })),
    }),
  })
  return z.object({ id: z.string() }).parse(await response.json()).id
}

const heading = 'h1'

async function select(page: Page, count: number) {
  for (let index = 0; index < count; index++)
    await page.locator('tbody tr').nth(index).getByRole('checkbox').check()
  await page.locator('.selection-bar [aria-haspopup]').first().waitFor()
}

function screensOf(ids: number[], botContacts: number[], job: string): Screen[] {
  const [id = 0] = ids
  return [
    { name: 'list', path: '/main/contacts' },
    { name: 'list-selected', path: '/main/contacts', before: (page) => select(page, 3) },
    { name: 'list-bots', path: '/bots/contacts' },
    { name: 'panel', path: `/main/contacts?panel=${id}`, ready: 'article' },
    { name: 'contact', path: `/main/contacts/${id}`, ready: 'article' },
    { name: 'form', path: `/main/contacts/${id}/edit`, ready: 'form' },
    { name: 'create', path: '/main/contacts/new', ready: 'form' },
    { name: 'grid', path: '/main/contacts/batch', ready: '[role=grid]' },
    {
      name: 'batch',
      path: '/main/contacts',
      before: async (page) => {
        const loading = watchLoading(page)
        await select(page, 3)
        await page.locator('.selection-bar [role=combobox]').first().click()
        await page.locator('[role=listbox] [role=option]').first().click()
        await page.locator('dialog [role=table]').waitFor()
        await loading.idle()
      },
    },
    {
      name: 'shortcuts',
      path: '/main/contacts',
      before: async (page) => {
        await page.keyboard.press('?')
        await page.getByRole('dialog').waitFor()
      },
    },
    { name: 'chats', path: '/main/chats', ready: heading },
    { name: 'chats-link', path: '/main/chats?tab=link', ready: heading },
    { name: 'jobs', path: '/main/jobs', ready: 'main li' },
    { name: 'job', path: `/main/jobs/${job}`, ready: '[role=table]' },
    { name: 'overview', path: '/main/overview', ready: '.value-bar' },
    {
      name: 'matching',
      path: '/bots/bot-contacts',
      ready: 'textarea',
      before: async (page) => {
        await page.locator('textarea').first().fill(botContacts.slice(0, 10).join(' '))
        await page.locator('main button.bg-accent:not([aria-disabled=true])').first().click()
        await page
          .getByRole('list')
          .filter({ has: page.locator('.row-name') })
          .waitFor()
      },
    },
    { name: 'matching-empty', path: '/bots/bot-contacts', ready: 'textarea' },
    { name: 'sources', path: '/sources', ready: 'main dl' },
    { name: 'catalogue', path: '/catalogue', ready: '[data-state]' },
  ]
}

/** Menus, dialogs and states of the list and of a job, which are opened over a screen. */
function layersOf([id = 0]: number[], job: string): Screen[] {
  const list = '/main/contacts'
  const press = (key: string) => async (page: Page) => {
    await page.keyboard.press(key)
    await page.getByRole('dialog').first().waitFor()
    await watchLoading(page).idle()
  }
  const opened: Screen[] = [
    { name: 'filter', path: list, before: press('f') },
    { name: 'views', path: list, before: press('v') },
    { name: 'columns', path: list, before: press('c') },
    { name: 'export', path: list, before: press('e') },
    { name: 'palette', path: list, before: press('Control+k') },
    {
      name: 'demo-menu',
      path: list,
      before: async (page) => {
        await page.getByRole('button', { name: /^(Demo|Демо)$/ }).click()
        await page.getByRole('switch').first().waitFor()
      },
      only: layers.filter((of) => of !== 'phone-ru'), // it is within another menu there
    },
    {
      name: 'sort',
      path: list,
      before: async (page) => {
        const tools = page.locator('#list-tools')
        if (await tools.isVisible()) await tools.click() // on phones
        await page.getByRole('button', { name: /^(Sort|Сортировка)/ }).click()
        await watchLoading(page).idle()
      },
    },
    {
      name: 'row-menu',
      path: list,
      before: async (page) => {
        const row = page.locator('tbody tr').nth(2)
        await row.hover()
        await row.locator('[aria-haspopup=menu]').click()
        await page.getByRole('menu').waitFor()
      },
    },
    { name: 'list-filtered', path: `${list}?where=[{"key":"emails","op":"empty"}]&created=last30` },
    { name: 'list-empty', path: `${list}?search=zzzzzz`, ready: 'main h2' },
    {
      name: 'list-failing',
      path: list,
      ready: 'main h2',
      prepare: (page) =>
        page.route('**/api/sources/main/contacts?**', (route) =>
          route.fulfill({
            status: 502,
            json: { code: 'source_unreachable', message: 'no response' },
          }),
        ),
    },
    { name: 'contact-full', path: `/main/contacts/${id}?open=leads`, ready: 'article' },
    { name: 'job-undo', path: `/main/jobs/${job}?panel=undo`, ready: '[role=table]' },
  ]
  return opened.map((screen) => ({ only: layers, ...screen }))
}
