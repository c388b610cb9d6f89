import { createBrowserHistory } from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { contactLink, contactsLink } from '#dashboard/domain/links.ts'
import { stackOf } from '#testing/numbered-contacts.ts'
import { renderApp } from '#testing/render-app.tsx'
import { stackWithAda } from '#testing/form-screen.ts'

let pops = 0
const count = () => (pops += 1)
let destroy = () => {}
afterEach(() => destroy())

/** The dashboard with the browser's history, as in a tab that was opened at this URL. */
async function openTab(url: string, stack = stackOf(30)) {
  window.addEventListener('popstate', count, { capture: true })
  window.history.pushState(null, '', url)
  const history = createBrowserHistory()
  destroy = () => {
    window.removeEventListener('popstate', count, { capture: true })
    history.destroy()
  }
  return { ...(await renderApp(url, { stack, history })), history }
}

async function goBack() {
  const before = pops
  window.history.back()
  await waitFor(() => expect(pops).toBe(before + 1))
}

/** Goes back while a layer is open: the browser goes back and returns. */
async function closeByBack() {
  const before = pops
  window.history.back()
  await waitFor(() => expect(pops).toBe(before + 2))
}

const address = () => window.location.pathname + window.location.search
const row = (name: string) => screen.findByRole('link', { name })

describe('Back over the list', () => {
  it('closes the export and keeps the search that it was opened over', async () => {
    const { user } = await openTab('/main/contacts')
    await row('Person 1')
    await user.type(screen.getByRole('searchbox'), 'Person 7')
    await waitFor(() => expect(address()).toContain('search='))
    const searched = address()
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await screen.findByRole('heading', { name: 'Export all matching contacts' })
    await closeByBack()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(address()).toBe(searched))
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'Person 7')
    await goBack()
    await waitFor(() => expect(address()).toBe('/main/contacts'))
    await waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', ''))
  })

  it.each([
    ['the palette', '{Control>}k{/Control}', 'dialog'],
    ['the sheet of shortcuts', '?', 'dialog'],
    ['the filters', 'f', 'dialog'],
    ['the views', 'v', 'dialog'],
    ['the columns', 'c', 'dialog'],
  ])('closes %s on the first page of a tab, too', async (_name, keys, role) => {
    const { user } = await openTab('/main/contacts?sort=id')
    await row('Person 1')
    await user.keyboard(keys)
    await screen.findByRole(role)
    await closeByBack()
    await waitFor(() => expect(screen.queryByRole(role)).toBeNull())
    expect(await row('Person 1')).toBeDefined()
    await waitFor(() => expect(address()).toBe('/main/contacts?sort=id'))
  })

  it('closes the menu of a row', async () => {
    const { user } = await openTab('/main/contacts')
    await row('Person 1')
    await user.click(screen.getAllByRole('button', { name: /^Actions/ })[0]!)
    await screen.findByRole('menu')
    await closeByBack()
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    expect(address()).toBe('/main/contacts')
  })

  it('closes the panel, whichever contacts it has shown', async () => {
    const { user, history } = await openTab('/main/contacts')
    const first = await row('Person 1')
    first.focus()
    await user.keyboard(' ')
    await screen.findByRole('complementary')
    const entries = history.length
    const second = await row('Person 2')
    second.focus()
    await user.keyboard(' ')
    await waitFor(() => expect(address()).toMatch(/panel=2$/))
    expect(history.length).toBe(entries)
    await goBack()
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
    expect(address()).toBe('/main/contacts')
  })
})

it('an open export keeps its search when the URL changes meanwhile', async () => {
  const { user, router } = await openTab('/main/contacts?search=Person%207')
  await row('Person 7')
  await user.click(screen.getByRole('button', { name: 'Export' }))
  await screen.findByRole('heading', { name: 'Export all matching contacts' })
  await router.navigate(contactsLink('main'))
  await waitFor(() => expect(address()).toBe('/main/contacts'))
  expect(await screen.findByText('Person 1')).toBeDefined()
  expect(screen.getByRole('heading', { name: 'Export all matching contacts' })).toBeDefined()
})

it('Back closes the palette over a form with unsaved text, then asks, then stays', async () => {
  const { user } = await openTab('/main/jobs', stackWithAda())
  await user.click(await screen.findByRole('link', { name: 'Contacts' }))
  await user.click(await screen.findByRole('link', { name: 'New contact' }))
  await user.type(await screen.findByLabelText('Full name'), 'Grace')
  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('dialog')
  await closeByBack()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(address()).toBe('/main/contacts/new'))
  await goBack()
  const question = await screen.findByRole('alertdialog')
  expect(within(question).getAllByRole('button')).toHaveLength(3)
  window.history.back()
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  await waitFor(() => expect(address()).toBe('/main/contacts/new'))
  expect(screen.getByLabelText('Full name')).toHaveProperty('value', 'Grace')
  await goBack()
  expect(await screen.findByRole('alertdialog')).toBeDefined()
})

describe('the link to the list', () => {
  it('leads from a saved contact to the list as it was', async () => {
    const { user } = await openTab('/main/contacts?search=Ada', stackWithAda())
    await user.click(await row('Ada Lovelace'))
    await user.click(await screen.findByRole('link', { name: 'Edit' }))
    await user.type(await screen.findByLabelText('Full name'), ' King')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' })
    await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Contacts' }))
    await waitFor(() => expect(address()).toBe('/main/contacts?search=Ada'))
    expect(await screen.findByRole('searchbox')).toHaveProperty('value', 'Ada')
  })

  it('leads there if the history does not, and includes its state in the URL', async () => {
    const { user, router } = await openTab('/main/contacts?search=Ada', stackWithAda())
    await row('Ada Lovelace')
    await router.navigate(contactLink('main', 5))
    const main = await screen.findByRole('main')
    const link = await within(main).findByRole('link', { name: 'Contacts' })
    expect(link.getAttribute('href')).toBe('/main/contacts?search=Ada')
    await user.click(link)
    await waitFor(() => expect(address()).toBe('/main/contacts?search=Ada'))
  })

  it('leads from a cancelled contact to the list as it was', async () => {
    const { user } = await openTab('/main/contacts?search=Ada', stackWithAda())
    await row('Ada Lovelace')
    await user.click(screen.getByRole('link', { name: 'New contact' }))
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(address()).toBe('/main/contacts?search=Ada'))
  })
})
