import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { openCells } from '#testing/cell-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts?sort=id'

function stackOf(count: number) {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Person ${id}`,
      phones: ['+442079460000'],
      emails: [`person${id}@example.com`],
    })
  return stack
}

const focused = () => document.activeElement
const focusedName = () => focused()?.getAttribute('aria-label') ?? focused()?.textContent
const row = (name: string) => screen.findByRole('link', { name })

describe('keys on the rows', () => {
  it('make one contact the only tab stop', async () => {
    const { user } = await renderApp(list, { stack: stackOf(12) })
    const first = await row('Person 1')
    first.focus()
    await user.tab()
    expect(focusedName()).not.toMatch(/Person/)
    await user.tab({ shift: true })
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(focusedName()).toBe('Person 3')
    await user.tab({ shift: true })
    expect(focusedName()).not.toMatch(/Person/)
  })

  it('select, open beside the list and open, as listed in the sheet', async () => {
    const { user, router } = await renderApp(list, { stack: stackOf(3) })
    await row('Person 1')
    for (let stop = 0; stop < 100 && focusedName() !== 'Person 1'; stop++) await user.tab()
    expect(focusedName()).toBe('Person 1')
    await user.keyboard('x')
    expect(await screen.findByText('1 contact selected')).toBeDefined()
    await user.keyboard(' ')
    await screen.findByRole('complementary')
    expect(router.state.location.search).toMatchObject({ panel: '1' })
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
    await row('Person 1').then((link) => link.focus())
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Person 1' })).toBeDefined()
  })

  it('begin by ↓ or j from anywhere', async () => {
    const { user } = await renderApp(list, { stack: stackOf(3) })
    await row('Person 1')
    for (const key of ['{ArrowDown}', 'j']) {
      screen.getByRole('link', { name: 'Jobs' }).focus()
      await user.keyboard(key)
      expect(focusedName()).toBe('Person 1')
    }
    screen.getByRole('searchbox').focus()
    await user.keyboard('j')
    expect(focusedName()).not.toBe('Person 1')
  })

  it('move up, down, to the ends and along a row', async () => {
    const { user } = await openCells(stackOf(25), list)
    const first = await row('Person 1')
    first.focus()
    const after = async (keys: string) => {
      await user.keyboard(keys)
      return focusedName()
    }
    expect(await after('{ArrowUp}')).toBe('Person 1')
    expect(await after('{PageDown}')).toBe('Person 11')
    expect(await after('{End}')).toBe('Person 25')
    expect(await after('{PageUp}')).toBe('Person 15')
    expect(await after('{Home}')).toBe('Person 1')
    expect(await after('{ArrowRight}')).toBe('+44 207 946-00-00')
    expect(await after('{ArrowDown}')).toBe('+44 207 946-00-00')
    expect(await after('{ArrowRight}')).toBe('person2@example.com')
    expect(await after('{ArrowLeft}{ArrowLeft}{ArrowLeft}')).toBe('Person 2')
  })

  it('select a row, and a range with Shift, on a Russian layout too', async () => {
    const { user } = await renderApp(list, { stack: stackOf(6) })
    const second = await row('Person 2')
    second.focus()
    await user.keyboard('x')
    await screen.findByText('1 contact selected')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await screen.findByText('3 contacts selected')
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}')
    await screen.findByText('2 contacts selected')
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    await screen.findByText('3 contacts selected')
    const at = focused() ?? document.body
    fireEvent.keyDown(at, { key: 'ч', code: 'KeyX' })
    expect(await screen.findByText('2 contacts selected')).toBeDefined()
    // A Greek layout, and Caps Lock.
    fireEvent.keyDown(at, { key: 'κ', code: 'KeyK' })
    expect(focusedName()).toBe('Person 3')
    await user.keyboard('J')
    expect(focusedName()).toBe('Person 4')
  })
})

describe('the contact beside the list', () => {
  it('opens by a press on its row, which then has the focus', async () => {
    const { user, router } = await renderApp(list, { stack: stackOf(3) })
    await row('Person 1')
    await screen.findAllByRole('separator') // what is loaded after the rows is there
    const cell = (name: string) => screen.getByRole('row', { name: RegExp(name) }).lastElementChild!
    await user.click(cell('Person 2'))
    await screen.findByRole('heading', { level: 2, name: 'Person 2' })
    expect(focusedName()).toBe('Person 2')
    await user.click(screen.getByRole('checkbox', { name: 'Select Person 1' }))
    await user.keyboard('{Control>}')
    await user.click(cell('Person 1'))
    await user.keyboard('{/Control}')
    expect(screen.getByRole('row', { current: true })).toBe(cell('Person 2').parentElement)
    await user.keyboard('j')
    await screen.findByRole('heading', { level: 2, name: 'Person 1' })
    expect(router.state.location.search).toMatchObject({ panel: '1' })
  })

  it('keeps what was typed and not saved when another one follows', async () => {
    const { user } = await renderApp(`${list}&panel=1`, { stack: stackOf(3) })
    const panel = within(await screen.findByRole('complementary'))
    await user.click(await panel.findByRole('button', { name: 'Edit: Name' }))
    await user.keyboard('Ada')
    const cell = screen.getByRole('row', { name: /Person 2/ }).lastElementChild!
    await user.click(cell)
    await screen.findByRole('heading', { level: 2, name: 'Person 2' })
    await screen.findByText(/^Not saved: Name of Person 1/)
    screen.getByRole('link', { name: 'Person 1' }).focus()
    await user.keyboard(' ')
    expect(await screen.findByText('Not saved yet.')).toBeDefined()
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Ada')
  })

  it('opens by Space, follows the rows, and leads into the panel by Space again', async () => {
    const { user, router } = await renderApp(list, { stack: stackOf(3) })
    const second = await row('Person 2')
    second.focus()
    await user.keyboard(' ')
    const panel = await screen.findByRole('complementary', { name: 'Contact panel' })
    await within(panel).findByRole('heading', { level: 2, name: 'Person 2' })
    expect(router.state.location.search).toMatchObject({ panel: '2' })
    expect(focused()).toBe(second)
    expect(screen.getByRole('table', { name: 'Contacts' })).toBeDefined()
    await user.keyboard('{ArrowDown}')
    const heading = await screen.findByRole('heading', { level: 2, name: 'Person 3' })
    expect(router.state.location.search).toMatchObject({ panel: '3' })
    expect(focusedName()).toBe('Person 3')
    await user.keyboard(' ')
    expect(focused()).toBe(heading)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
    expect(focusedName()).toBe('Person 3')
  })

  it('opens from the URL, and links to the page', async () => {
    const { user, router } = await renderApp(`${list}&panel=3`, { stack: stackOf(3) })
    const panel = await screen.findByRole('complementary', { name: 'Contact panel' })
    await user.click(within(panel).getByRole('link', { name: 'Open full page' }))
    await screen.findByRole('heading', { level: 1, name: 'Person 3' })
    expect(router.state.location.pathname).toBe('/main/contacts/3')
  })

  it('leads to the form of its contact', async () => {
    const { user, router } = await renderApp(`${list}&panel=3`, { stack: stackOf(3) })
    const panel = await screen.findByRole('complementary', { name: 'Contact panel' })
    await user.click(within(panel).getByRole('link', { name: 'Edit' }))
    await screen.findByRole('heading', { level: 1, name: 'Edit Person 3' })
    expect(router.state.location.pathname).toBe('/main/contacts/3/edit')
  })

  it('reports a contact that does not exist', async () => {
    await renderApp(`${list}&panel=99`, { stack: stackOf(3) })
    const panel = await screen.findByRole('complementary', { name: 'Contact panel' })
    expect(await within(panel).findByText('Contact not found')).toBeDefined()
  })
})

describe('the actions of a row', () => {
  const open = async (user: Awaited<ReturnType<typeof renderApp>>['user'], name: string) => {
    await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
    return screen.findByRole('menu', { name: `Actions for ${name}` })
  }

  it('call, write, copy, and open at the source', async () => {
    const { user } = await renderApp(list, { stack: stackOf(2) })
    const menu = within(await open(user, 'Person 2'))
    const href = (name: string) => menu.getByRole('menuitem', { name }).getAttribute('href')
    expect(href('Call +442079460000')).toBe('tel:+442079460000')
    expect(href('Email person2@example.com')).toBe('mailto:person2@example.com')
    expect(href('Open in Main')).toBe('https://demo.example/contacts/detail/2')
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(menu.getByRole('menuitem', { name: 'Copy +442079460000' }))
    await screen.findByText('Copied: +442079460000')
    expect(write).toHaveBeenLastCalledWith('+442079460000')
    const again = within(await open(user, 'Person 2'))
    await user.click(again.getByRole('menuitem', { name: 'Copy link' }))
    expect(write).toHaveBeenLastCalledWith(`${location.origin}/main/contacts/2`)
  })

  it('are operated by arrow keys and closed by Escape', async () => {
    const { user } = await renderApp(list, { stack: stackOf(2) })
    await open(user, 'Person 1')
    await waitFor(() => expect(focusedName()).toBe('Open in side panel'))
    await user.keyboard('{ArrowDown}')
    expect(focusedName()).toBe('Copy +442079460000')
    await user.keyboard('{End}')
    expect(focusedName()).toBe('Open in Main')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(focusedName()).toBe('Actions for Person 1')
  })
})

describe('the next page', () => {
  it('is prefetched at low priority, and shown immediately', async () => {
    const stack = stackOf(120)
    const { user } = await renderApp(list, { stack })
    await row('Person 1')
    const asked = (page: number) =>
      stack.mock.received.all().filter(({ url }) => url.includes(`page=${page}&limit=50`)).length
    await waitFor(() => expect(asked(2)).toBe(1))
    expect(asked(3)).toBe(0)
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await row('Person 51')
    expect(asked(2)).toBe(1)
    await waitFor(() => expect(asked(3)).toBe(1))
  })

  it('is requested again at normal priority when the user does not wait for the prefetch', async () => {
    const stack = stackOf(120)
    const waits: (string | null)[] = []
    const held = stack.fetch
    stack.fetch = (input, init) => {
      const url = String(input instanceof Request ? input.url : input)
      const priority = new Headers(init?.headers).get('kartoteka-priority')
      if (!url.includes('page=2')) return held(input, init)
      waits.push(priority)
      // A prefetch does not get a slot: the request rate is used up.
      return priority === 'prefetch'
        ? new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
          })
        : held(input, init)
    }
    const { user } = await renderApp(list, { stack })
    await row('Person 1')
    await waitFor(() => expect(waits).toEqual(['prefetch']))
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await row('Person 51')
    expect(waits).toEqual(['prefetch', null])
  })
})

it('removes old pages from the cache', async () => {
  const { user, client } = await renderApp(list, { stack: stackOf(420) })
  const first = await row('Person 1')
  expect(first).toBeDefined()
  for (let page = 2; page <= 8; page++) {
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await row(`Person ${page * 50 - 49}`)
  }
  const remaining = client.getQueryCache().findAll({ queryKey: ['contacts', 'main'] })
  expect(remaining.length).toBeLessThanOrEqual(5)
})
