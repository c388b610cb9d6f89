import { screen, waitFor, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
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

it('replaces a view of the same name and deletes one', async () => {
  const { user } = await renderApp(`${list}?sort=name`, { stack: buildStack({ contacts: 5 }) })
  const name = await open(user)
  await user.type(name, 'Mine{Enter}')
  await user.clear(name)
  await user.type(name, 'Mine{Enter}')
  const views = within(screen.getByRole('list', { name: 'Views' }))
  expect(views.getAllByRole('link')).toHaveLength(1)
  await user.click(views.getByRole('button', { name: 'Delete view “Mine”' }))
  expect(views.queryAllByRole('link')).toEqual([])
  expect(localStorage.getItem('views.main')).toBeNull()
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
  await user.click(screen.getByRole('button', { name: 'Copy a link to this list' }))
  expect(await screen.findByText('Link copied')).toBeDefined()
  const columns = encodeURIComponent(
    'name*,phones,emails,company,responsible,tags,createdAt,updatedAt',
  )
  expect(write).toHaveBeenCalledWith(`${location.origin}${list}?columns=${columns}&sort=name`)
})

it('has no views where the stored value is malformed', async () => {
  localStorage.setItem('views.main', '{"broken":')
  const { user } = await renderApp(list, { stack: buildStack({ contacts: 5 }) })
  await open(user)
  expect(screen.getByText(/Save the filters, order and columns/)).toBeDefined()
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
