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

type Screen = Pick<Shot, 'name' | 'path' | 'ready' | 'before'>

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
]

const items = z.object({ items: z.array(z.object({ id: z.number() })) })

/** Every screen in every appearance; some need contacts or a job, which are made first. */
export async function reviewShots(url: string): Promise<Shot[]> {
  const idsOf = async (source: string) => {
    const response = await fetch(`${url}/api/sources/${source}/contacts?size=25`)
    return items.parse(await response.json()).items.map(({ id }) => id)
  }
  const [ids, botContacts] = [await idsOf('main'), await idsOf('bots')]
  const job = await startJob(url, ids.slice(0, 12))
  return screensOf(ids, botContacts, job).flatMap((screen) =>
    appearances.map(({ of, shot }) => ({ ...screen, ...shot, name: `${screen.name}-${of}` })),
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

function screensOf(ids: number[], botContacts: number[], job: string): Screen[] {
  const [id = 0] = ids
  const select = async (page: Page, count: number) => {
    for (let index = 0; index < count; index++)
      await page.locator('tbody tr').nth(index).getByRole('checkbox').check()
  }
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
        await page.locator('a[href$="/contacts/edit"]').first().click()
        await page.waitForURL(/contacts\/edit/)
        await page.locator('main h1:not(.sr-only)').waitFor()
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
