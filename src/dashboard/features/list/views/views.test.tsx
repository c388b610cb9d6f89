import { screen, waitFor, within } from '@testing-library/react'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { openViews, selectViewAction, viewsAt, viewsPanel, viewTab } from '#testing/view-screen.ts'

const list = '/main/contacts'

it('saves filters, order and columns under a name and restores them', async () => {
  const stack = buildStack({ contacts: 60 })
  const state = 'sort=name&columns=name%2Cphone&created=last30'
  const { user, router } = await renderApp(`${list}?${state}`, { stack })
  await user.type(await openViews(user), 'Fresh ones{Enter}')
  expect(await screen.findByText('View “Fresh ones” saved')).toBeDefined()
  await user.keyboard('{Escape}')
  const [view] = await viewsAt(stack).all()
  expect(view?.search).toBe('columns=name%2Cphones&created=last30&sort=name')
  await waitFor(() => expect(router.state.location.search).toHaveProperty('view', view?.id))
  const [clear] = screen.getAllByRole('button', { name: 'Clear filters' })
  await user.click(clear!)
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('created'))
  await user.click(await viewTab('Fresh ones, changed'))
  await waitFor(() =>
    expect(router.state.location.search).toMatchObject({
      sort: 'name',
      columns: 'name,phones',
      created: 'last30',
    }),
  )
  expect((await viewTab('Fresh ones')).ariaCurrent).toBe('true')
})

it('is there in another browser, and without the proxy as the browser remembers it', async () => {
  const stack = buildStack({ contacts: 5 })
  await viewsAt(stack).save('VIP', 'search=vip')
  const first = await renderApp(list, { stack })
  await openViews(first.user)
  expect(await viewsPanel().findByRole('link', { name: 'VIP' })).toBeDefined()
  first.unmount()
  await sql`drop table views`.execute(stack.store.db)
  const { user } = await renderApp(list, { stack })
  await openViews(user)
  expect(await viewsPanel().findByRole('link', { name: 'VIP' })).toBeDefined()
})

it('saves changes of the list to its view, or discards them', async () => {
  const stack = buildStack({ contacts: 5 })
  const view = await viewsAt(stack).save('VIP', 'sort=name')
  const { user, router } = await renderApp(`${list}?sort=-name&view=${view.id}`, { stack })
  await openViews(user)
  await user.click(await screen.findByRole('button', { name: 'Save changes to view' }))
  expect(await screen.findByText('View “VIP” updated')).toBeDefined()
  expect((await viewsAt(stack).all())[0]?.search).toContain('sort=-name')
  expect(screen.queryByRole('button', { name: 'Save changes to view' })).toBeNull()
  await user.keyboard('{Escape}')
  await router.navigate({ href: `${list}?sort=name&view=${view.id}` })
  await openViews(user)
  await user.click(await screen.findByRole('button', { name: 'Discard changes' }))
  await waitFor(() => expect(router.state.location.searchStr).toContain('sort=-name'))
})

it('asks before replacing a view of the same name', async () => {
  const stack = buildStack({ contacts: 5 })
  await viewsAt(stack).save('VIP', 'search=vip')
  const { user } = await renderApp(`${list}?sort=name`, { stack })
  await user.type(await openViews(user), 'vip{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe('There is already a view “VIP”.')
  await user.click(screen.getByRole('button', { name: 'Replace' }))
  expect(await screen.findByText('View “VIP” updated')).toBeDefined()
  expect(await viewsAt(stack).all()).toMatchObject([
    { name: 'VIP', search: expect.stringContaining('sort=name') },
  ])
})

it('deletes a view, and restores it at its position', async () => {
  const stack = buildStack({ contacts: 5 })
  const names = ['First', 'Second', 'Third']
  for (const name of names) await viewsAt(stack).save(name)
  const { user } = await renderApp(list, { stack })
  await openViews(user)
  await selectViewAction(user, 'Second', 'Delete')
  expect(await screen.findByText('View “Second” deleted')).toBeDefined()
  expect(await viewsAt(stack).names()).toEqual(['First', 'Third'])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('View “Second” restored')).toBeDefined()
  expect(await viewsAt(stack).names()).toEqual(names)
  await openViews(user)
  const shown = within(screen.getByRole('list', { name: 'My views' }))
  expect(shown.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(names)
})

it('renames a view, but not to the name of another', async () => {
  const stack = buildStack({ contacts: 5 })
  for (const name of ['VIP', 'Mine']) await viewsAt(stack).save(name)
  const { user } = await renderApp(list, { stack })
  await openViews(user)
  await selectViewAction(user, 'VIP', 'Rename')
  const box = screen.getByRole('textbox', { name: 'New name of “VIP”' })
  await user.clear(box)
  await user.type(box, 'mine{Enter}')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Another view is called “mine”/)
  await user.clear(box)
  await user.type(box, 'Partners{Enter}')
  expect(await screen.findByText('View renamed to “Partners”')).toBeDefined()
  expect(await viewsAt(stack).names()).toEqual(['Partners', 'Mine'])
})

it('shares a view with everybody, and takes it back', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user } = await renderApp(list, { stack })
  await user.type(await openViews(user), 'Team')
  await user.click(await screen.findByRole('switch', { name: 'Share with everybody' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  const shared = await screen.findByRole('list', { name: 'Shared' })
  expect(within(shared).getByRole('link', { name: 'Team' })).toBeDefined()
  expect(await viewsAt(stack).all()).toMatchObject([{ name: 'Team', isShared: true }])
  await selectViewAction(user, 'Team', 'Make private')
  expect(await screen.findByText('View “Team” is no longer shared')).toBeDefined()
  expect(await viewsAt(stack).all()).toMatchObject([{ isShared: false }])
})

describe('a view that was changed in another browser', () => {
  it('is not overwritten unseen: the user sees both and chooses', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    const view = await views.save('VIP', 'search=vip')
    const { user } = await renderApp(`${list}?search=mine&view=${view.id}`, { stack })
    await openViews(user)
    const save = await screen.findByRole('button', { name: 'Save changes to view' })
    const theirs = await views.change(view, { name: 'Best', search: 'search=theirs' })
    await user.click(save)
    const dialog = within(
      await screen.findByRole('dialog', { name: 'View “Best” was changed meanwhile' }),
    )
    const search = dialog.getByRole('row', { name: /^Search/ })
    expect(
      within(search)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['theirs', 'mine'])
    expect(await views.all()).toEqual([theirs])
    await user.click(dialog.getByRole('button', { name: 'Save mine' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /meanwhile/ })).toBeNull())
    expect(await screen.findByText('View “Best” updated')).toBeDefined()
    expect(await views.all()).toMatchObject([
      { name: 'Best', search: expect.stringContaining('search=mine'), version: 3 },
    ])
  })

  it('stays as it is, and what was wanted becomes another one', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    const view = await views.save('VIP', 'search=vip')
    const { user } = await renderApp(`${list}?search=mine&view=${view.id}`, { stack })
    await openViews(user)
    const save = await screen.findByRole('button', { name: 'Save changes to view' })
    await views.change(view, { search: 'search=theirs' })
    await user.click(save)
    await user.click(await screen.findByRole('button', { name: 'Save mine as another view' }))
    expect(await screen.findByText('View “VIP (2)” saved')).toBeDefined()
    expect(await views.all()).toMatchObject([
      { name: 'VIP', search: 'search=theirs' },
      { name: 'VIP (2)', search: expect.stringContaining('search=mine') },
    ])
  })

  it('is restored with the changes if it was deleted', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    const view = await views.save('VIP', 'search=vip')
    const { user } = await renderApp(`${list}?search=mine&view=${view.id}`, { stack })
    await openViews(user)
    const save = await screen.findByRole('button', { name: 'Save changes to view' })
    await views.remove(view)
    await user.click(save)
    await user.click(await screen.findByRole('button', { name: 'Restore with my changes' }))
    await waitFor(async () =>
      expect(await views.all()).toMatchObject([
        { id: view.id, search: expect.stringContaining('search=mine') },
      ]),
    )
  })
})

it('takes a change back that the proxy does not store, and says so in place', async () => {
  const stack = buildStack({ contacts: 5 })
  await viewsAt(stack).save('VIP')
  const { user } = await renderApp(list, { stack })
  await openViews(user)
  await viewsPanel().findByRole('link', { name: 'VIP' })
  await sql`pragma query_only = on`.execute(stack.store.db)
  await selectViewAction(user, 'VIP', 'Delete')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Not saved/)
  expect(viewsPanel().getByRole('link', { name: 'VIP' })).toBeDefined()
})

it('names the part of a view that is not understood, and lists the others', async () => {
  const stack = buildStack({ contacts: 5 })
  await viewsAt(stack).save('Newer', 'sort=~&later=1')
  await viewsAt(stack).save('VIP', 'search=vip')
  const { user } = await renderApp(list, { stack })
  await openViews(user)
  const link = await viewsPanel().findByRole('link', { name: /^Newer/ })
  expect(link.textContent).toContain('Not understood: sort, later')
  expect(viewsPanel().getByRole('link', { name: 'VIP' })).toBeDefined()
  await user.click(link)
  expect(await screen.findByText('Part of this address was not understood')).toBeDefined()
})

it('accepts text typed before the list of views is loaded', async () => {
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await user.click(await screen.findByRole('button', { name: 'Views' }))
  await user.keyboard('Mine')
  const box = await screen.findByRole('textbox', { name: 'View name' })
  await waitFor(() => expect(box).toHaveProperty('value', 'Mine'))
})

it('reports once what cannot be stored if the browser blocks storage', async () => {
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await screen.findByRole('table', { name: 'Contacts' })
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded', 'QuotaExceededError')
  })
  await user.click(await screen.findByRole('button', { name: 'Dark theme' }))
  const notice = await screen.findByText(/^This browser stores nothing for this page/)
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(notice.isConnected).toBe(false)
  await user.click(screen.getByRole('button', { name: 'Light theme' }))
  expect(screen.queryByText(/^This browser stores nothing/)).toBeNull()
})

it('keeps the views of each source apart', async () => {
  const stack = buildStack({ contacts: 5 })
  await viewsAt(stack).save('Mine')
  const { user } = await renderApp('/legacy/contacts', { stack })
  await openViews(user)
  expect(await screen.findByText(/Save the filters, order and columns/)).toBeDefined()
  expect(screen.queryByRole('link', { name: 'Mine' })).toBeNull()
})

it('shares a list by its URL', async () => {
  const { user } = await renderApp(`${list}?sort=name&page=3&panel=7`, {
    stack: buildStack({ contacts: 5 }),
  })
  await openViews(user)
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  await user.click(await screen.findByRole('button', { name: 'Copy a link to this list' }))
  expect(await screen.findByText('Link copied')).toBeDefined()
  const columns = encodeURIComponent(
    'name*,phones,emails,company,responsible,tags,createdAt,updatedAt',
  )
  expect(write).toHaveBeenCalledWith(`${location.origin}${list}?columns=${columns}&sort=name`)
})

it('recognizes a view by what the list shows, with default columns, in any order', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user } = await renderApp(`${list}?sort=name&size=100`, { stack })
  await user.type(await openViews(user), 'Base{Enter}')
  await screen.findByText('View “Base” saved')
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Email' }))
  await user.keyboard('{Escape}')
  await user.click(await viewTab('Base, changed'))
  expect(await screen.findByRole('columnheader', { name: 'Email' })).toBeDefined()
  expect((await viewTab('Base')).ariaCurrent).toBe('true')
})
