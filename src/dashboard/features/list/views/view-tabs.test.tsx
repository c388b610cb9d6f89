import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { viewQueries } from '#dashboard/domain/saved-views.ts'
import { renderApp } from '#testing/render-app.tsx'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'
import { buildStack } from '#testing/stack.ts'
import { viewsAt, viewTab } from '#testing/view-screen.ts'

afterEach(stopSpeaking)

const list = '/main/contacts'
const names = async () => {
  const tabs = within(await screen.findByRole('toolbar', { name: 'Views' }))
  return tabs.getAllByRole('link').map(({ textContent }) => textContent)
}

it('opens views, and the list without one, each by an address', async () => {
  const stack = buildStack({ contacts: 5 })
  const view = await viewsAt(stack).save('VIP', 'search=vip')
  const { user, router } = await renderApp(`${list}?sort=name`, { stack })
  const tab = await viewTab('VIP')
  expect(tab.getAttribute('href')).toBe(`${list}?search=vip&view=${view.id}`)
  await user.click(tab)
  await waitFor(() => expect(router.state.location.search).toMatchObject({ search: 'vip' }))
  expect((await viewTab('VIP')).ariaCurrent).toBe('true')
  await user.click(await viewTab('All contacts'))
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('search'))
  expect(router.state.location.search).not.toHaveProperty('view')
  expect((await viewTab('All contacts')).ariaCurrent).toBe('true')
})

it('offers to save what is filtered, and says beside the tabs what has changed', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user, router } = await renderApp(`${list}?created=last30`, { stack })
  await user.click(await screen.findByRole('button', { name: 'Save as view' }))
  await user.type(await screen.findByRole('textbox', { name: 'View name' }), 'Fresh{Enter}')
  expect(await screen.findByText('View “Fresh” saved')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Save as view' })).toBeNull()
  const [view] = await viewsAt(stack).all()
  await waitFor(() => expect(router.state.location.search).toHaveProperty('view', view?.id))
  await router.navigate({ href: `${list}?created=last7&view=${view?.id}` })
  await viewTab('Fresh, changed')
  await user.click(screen.getByRole('button', { name: 'Revert' }))
  await waitFor(() => expect(router.state.location.search).toHaveProperty('created', 'last30'))
  await router.navigate({ href: `${list}?created=last7&view=${view?.id}` })
  await user.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByText('View “Fresh” updated')).toBeDefined()
  expect((await viewsAt(stack).all())[0]?.search).toContain('created=last7')
  expect(screen.queryByRole('button', { name: 'Revert' })).toBeNull()
})

it('renames, moves, shares and deletes the view of a tab in its menu', async () => {
  const stack = buildStack({ contacts: 5 })
  const views = viewsAt(stack)
  const [first] = [await views.save('First', 'search=a'), await views.save('Second', 'search=b')]
  const { user } = await renderApp(`${list}?search=a&view=${first.id}`, { stack })
  const act = async (action: string, name = 'First') => {
    await user.click(await screen.findByRole('button', { name: `Actions for view “${name}”` }))
    await user.click(await screen.findByRole('menuitem', { name: action }))
  }
  await act('Move right')
  expect(await screen.findByText('View “First” moved')).toBeDefined()
  expect(await names()).toEqual(['All contacts', 'Second', 'First'])
  expect(await views.names()).toEqual(['Second', 'First'])
  await act('Rename')
  const box = await screen.findByRole('textbox', { name: 'New name of “First”' })
  await user.clear(box)
  await user.type(box, 'Best{Enter}')
  expect(await screen.findByText('View renamed to “Best”')).toBeDefined()
  await act('Share with everybody', 'Best')
  await waitFor(async () =>
    expect(await names()).toEqual(['All contacts', 'Second', 'Best, Shared']),
  )
  await act('Delete', 'Best')
  expect(await screen.findByText('View “Best” deleted')).toBeDefined()
  // What was shown stays.
  expect((await viewTab('All contacts')).ariaCurrent).toBe('true')
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'a')
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await viewTab(/^Best/)
  expect(await views.names()).toEqual(['Second', 'Best'])
})

describe('what a colleague does to the open view', () => {
  it('is said, and a change is not overwritten unseen', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    const view = await views.save('VIP', 'search=a')
    const { user, client, router } = await renderApp(`${list}?search=a&view=${view.id}`, { stack })
    await viewTab('VIP')
    await views.change(view, { search: 'search=theirs' })
    await client.invalidateQueries({ queryKey: viewQueries('main').queryKey })
    await screen.findByText(/has changed this view$/)
    expect(router.state.location.search).toMatchObject({ search: 'a' })
    await user.click(screen.getByRole('button', { name: 'Save mine' }))
    const dialog = within(await screen.findByRole('dialog', { name: /changed meanwhile/ }))
    expect(dialog.getByRole('row', { name: /^Search theirs a$/ })).toBeDefined()
    expect((await views.all())[0]?.search).toBe('search=theirs')
    await user.click(dialog.getByRole('button', { name: 'Keep what is there' }))
    await user.click(screen.getByRole('button', { name: 'Show theirs' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ search: 'theirs' }))
    expect(screen.queryByText(/has changed this view$/)).toBeNull()
  })

  it('takes nothing away if it was deleted: what is shown can be saved', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    const view = await views.save('VIP', 'search=a')
    const { user, client } = await renderApp(`${list}?search=a&view=${view.id}`, { stack })
    await viewTab('VIP')
    await views.remove(view)
    await client.invalidateQueries({ queryKey: viewQueries('main').queryKey })
    await screen.findByText('View “VIP” was deleted')
    await user.click(screen.getByRole('button', { name: 'Save as view' }))
    const box = await screen.findByRole('textbox', { name: 'View name' })
    expect(box).toHaveProperty('value', 'VIP')
    await user.type(box, '{Enter}')
    expect(await screen.findByText('View “VIP” saved')).toBeDefined()
    expect(await views.all()).toMatchObject([
      { name: 'VIP', search: expect.stringContaining('search=a') },
    ])
  })
})

it('is one tab stop, with arrow keys, and is announced with what has changed', async () => {
  const stack = buildStack({ contacts: 5 })
  const views = viewsAt(stack)
  await views.save('Mine', 'search=a')
  const team = await views.save('Team', 'search=b', true)
  const { user } = await renderApp(`${list}?search=c&view=${team.id}`, { stack })
  const tab = await viewTab(/^Team/)
  const toolbar = screen.getByRole('toolbar', { name: 'Views' })
  const stops = [...toolbar.querySelectorAll<HTMLElement>('a, button')]
  expect(stops.filter(({ tabIndex }) => tabIndex === 0)).toEqual([tab])
  tab.focus()
  await user.keyboard('{ArrowLeft}')
  expect(document.activeElement?.textContent).toBe('Mine')
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Views' }))
  expect(await spokenPhrases(toolbar)).toEqual([
    'toolbar, Views, orientated horizontally',
    'link, All contacts',
    'link, Mine',
    'Mine',
    'link, Team, Shared, changed, current item',
    'Team',
    ',',
    'Shared',
    ',',
    'changed',
    'button, Actions for view “Team”, not expanded, has popup menu',
    'button, New view, not expanded, has popup dialog',
    'button, Views, not expanded, has popup dialog',
  ])
})
