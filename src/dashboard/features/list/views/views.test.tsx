import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { readViews } from '#dashboard/domain/saved-views.ts'
import { writeViews } from '#dashboard/domain/view-changes.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts'

type User = Awaited<ReturnType<typeof renderApp>>['user']
const open = async (user: User) => {
  await user.click(await screen.findByRole('button', { name: 'Views' }))
  return screen.findByRole('textbox', { name: 'View name' })
}

it('saves filters, order and columns under a name and restores them', async () => {
  const stack = buildStack({ contacts: 60 })
  const state = 'sort=name&columns=name%2Cphone&created=last30'
  const { user, router } = await renderApp(`${list}?${state}`, { stack })
  await user.type(await open(user), 'Fresh ones{Enter}')
  expect(screen.getByText('View “Fresh ones” saved')).toBeDefined()
  await user.keyboard('{Escape}')
  const [clear] = screen.getAllByRole('button', { name: 'Clear filters' })
  await user.click(clear!)
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('created'))
  await open(user)
  await user.click(await screen.findByRole('link', { name: 'Fresh ones' }))
  await waitFor(() =>
    expect(router.state.location.search).toMatchObject({
      sort: 'name',
      columns: 'name,phones',
      created: 'last30',
    }),
  )
  expect(await screen.findByRole('button', { name: 'Fresh ones' })).toBeDefined()
})

const views = () => within(screen.getByRole('list', { name: 'Views' }))

it('asks before replacing a view of the same name', async () => {
  writeViews('main', [{ name: 'VIP', address: 'search=vip' }])
  const { user } = await renderApp(`${list}?sort=name`, { stack: buildStack({ contacts: 5 }) })
  await user.type(await open(user), 'VIP{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe('There is already a view “VIP”.')
  expect(readViews('main')).toEqual([{ name: 'VIP', address: 'search=vip' }])
  await user.click(screen.getByRole('button', { name: 'Replace' }))
  expect(screen.getByText('View “VIP” saved')).toBeDefined()
  expect(readViews('main')).toMatchObject([
    { name: 'VIP', address: expect.stringContaining('sort=name') },
  ])
})

it('deletes a view, and restores it at its position', async () => {
  const stored = ['First', 'Second', 'Third'].map((name) => ({ name, address: `search=${name}` }))
  writeViews('main', stored)
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await open(user)
  await user.click(await screen.findByRole('button', { name: 'Delete view “Second”' }))
  expect(readViews('main').map(({ name }) => name)).toEqual(['First', 'Third'])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(readViews('main')).toEqual(stored)
  expect(views().getAllByRole('link')).toHaveLength(3)
})

it('renames a view, but not to the name of another', async () => {
  writeViews('main', [
    { name: 'VIP', address: 'search=vip' },
    { name: 'Mine', address: 'search=mine' },
  ])
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await open(user)
  await user.click(await screen.findByRole('button', { name: 'Rename view “VIP”' }))
  const box = screen.getByRole('textbox', { name: 'New name of “VIP”' })
  await user.clear(box)
  await user.type(box, 'Mine{Enter}')
  expect(screen.getByRole('alert').textContent).toMatch(/^Another view is called “Mine”/)
  await user.clear(box)
  await user.type(box, 'Partners{Enter}')
  expect(readViews('main')).toEqual([
    { name: 'Partners', address: 'search=vip' },
    { name: 'Mine', address: 'search=mine' },
  ])
})

it('saves in addition to what another tab has saved meanwhile', async () => {
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  const box = await open(user)
  writeViews('main', [{ name: 'Theirs', address: 'search=x' }])
  await user.type(box, 'Mine{Enter}')
  expect(readViews('main').map(({ name }) => name)).toEqual(['Theirs', 'Mine'])
})

it('accepts text typed before the list of views is loaded', async () => {
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await user.click(await screen.findByRole('button', { name: 'Views' }))
  await user.keyboard('Mine')
  const box = await screen.findByRole('textbox', { name: 'View name' })
  await waitFor(() => expect(box).toHaveProperty('value', 'Mine'))
})

describe('if the browser blocks storage', () => {
  const forbidden = () =>
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError')
    })

  it('does not claim that a view was saved, and reports it on the page', async () => {
    const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
    const box = await open(user)
    forbidden()
    await user.type(box, 'Mine{Enter}')
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Not saved: this browser stores nothing for this page.',
    )
    expect(screen.queryByText('View “Mine” saved')).toBeNull()
    expect(box).toHaveProperty('value', 'Mine')
    expect(await screen.findByText(/^This browser stores nothing for this page/)).toBeDefined()
  })

  it('reports it once for all that cannot be stored', async () => {
    const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
    await screen.findByRole('table', { name: 'Contacts' })
    forbidden()
    await user.click(await screen.findByRole('button', { name: 'Dark theme' }))
    const notice = await screen.findByText(/^This browser stores nothing for this page/)
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(notice.isConnected).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Light theme' }))
    expect(screen.queryByText(/^This browser stores nothing/)).toBeNull()
  })
})

it('keeps the views of each source apart', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user, unmount } = await renderApp(`${list}?sort=name`, { stack })
  await user.type(await open(user), 'Mine{Enter}')
  unmount()
  const legacy = await renderApp('/legacy/contacts', { stack })
  await open(legacy.user)
  expect(screen.queryByRole('link', { name: 'Mine' })).toBeNull()
})

it('shares a list by its URL', async () => {
  const { user } = await renderApp(`${list}?sort=name&page=3&panel=7`, {
    stack: buildStack({ contacts: 5 }),
  })
  await open(user)
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  await user.click(await screen.findByRole('button', { name: 'Copy a link to this list' }))
  expect(await screen.findByText('Link copied')).toBeDefined()
  const columns = encodeURIComponent(
    'name*,phones,emails,company,responsible,tags,createdAt,updatedAt',
  )
  expect(write).toHaveBeenCalledWith(`${location.origin}${list}?columns=${columns}&sort=name`)
})

it('has no views if the stored value is malformed', async () => {
  localStorage.setItem('views.main', '{"broken":')
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await open(user)
  expect(await screen.findByText(/Save the filters, order and columns/)).toBeDefined()
})

it('saves default columns, too, and recognizes itself in any parameter order', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user } = await renderApp(`${list}?sort=name&size=100`, { stack })
  await user.type(await open(user), 'Base{Enter}')
  await user.keyboard('{Escape}')
  expect(await screen.findByRole('button', { name: 'Base' })).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Email' }))
  await user.keyboard('{Escape}')
  await open(user)
  await user.click(await screen.findByRole('link', { name: 'Base' }))
  expect(await screen.findByRole('columnheader', { name: 'Email' })).toBeDefined()
  expect(await screen.findByRole('button', { name: 'Base' })).toBeDefined()
})
