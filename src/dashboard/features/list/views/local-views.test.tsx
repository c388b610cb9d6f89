import { screen, waitFor } from '@testing-library/react'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { localViews } from '#dashboard/domain/view-takeover.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { openViews, viewsAt } from '#testing/view-screen.ts'

const list = '/main/contacts'

describe('views that only a browser has', () => {
  const stored = [
    { name: 'VIP', address: 'search=vip' },
    { name: 'Mine', address: 'sort=name' },
  ]
  const later = { name: 'Later', address: { search: 'x' } }
  const store = () => localStorage.setItem('views.main', JSON.stringify([...stored, later, null]))

  it('are taken over once from both browsers of a person', async () => {
    const stack = buildStack({ contacts: 5 })
    const views = viewsAt(stack)
    await views.save('Mine', 'sort=-name')
    for (const _browser of ['first', 'second']) {
      localStorage.clear()
      store()
      const { user, unmount } = await renderApp(list, { stack })
      await openViews(user)
      expect(await screen.findByText(/^This browser has 2 views of its own/)).toBeDefined()
      const [take] = screen.getAllByRole('button', { name: 'Take over' })
      await user.click(take!)
      expect(await screen.findByText('2 views taken over')).toBeDefined()
      // What this version does not understand stays.
      expect(JSON.parse(localStorage.getItem('views.main') ?? '')).toEqual([later, null])
      expect(screen.queryByRole('list', { name: 'Only in this browser' })).toBeNull()
      unmount()
    }
    expect(await views.all()).toMatchObject([
      { name: 'Mine', search: 'sort=-name' },
      { name: 'VIP', search: 'search=vip' },
      { name: 'Mine (2)', search: 'sort=name' },
    ])
  })

  it('can be used without, and are not asked about again', async () => {
    const stack = buildStack({ contacts: 5 })
    store()
    const first = await renderApp(list, { stack })
    await openViews(first.user)
    await first.user.click(await screen.findByRole('button', { name: 'Not now' }))
    first.unmount()
    const { user, router } = await renderApp(list, { stack })
    await openViews(user)
    expect(screen.queryByRole('button', { name: 'Not now' })).toBeNull()
    await user.click(await screen.findByRole('link', { name: 'VIP' }))
    await waitFor(() => expect(router.state.location.search).toHaveProperty('search', 'vip'))
    expect(localViews('main')).toEqual(stored)
    expect(await viewsAt(stack).all()).toEqual([])
  })

  it('are what is saved while the proxy stores nothing, and are taken over later', async () => {
    const stack = buildStack({ contacts: 5 })
    const { user } = await renderApp(`${list}?sort=name`, { stack })
    const box = await openViews(user)
    await sql`pragma query_only = on`.execute(stack.store.db)
    await user.type(box, 'Mine{Enter}')
    expect((await screen.findByRole('alert')).textContent).toMatch(/saved in this browser/)
    expect(localViews('main')).toMatchObject([{ name: 'Mine' }])
    await sql`pragma query_only = off`.execute(stack.store.db)
    const [take] = screen.getAllByRole('button', { name: 'Take over' })
    await user.click(take!)
    expect(await screen.findByText('1 view taken over')).toBeDefined()
    expect(await viewsAt(stack).names()).toEqual(['Mine'])
    expect(localViews('main')).toEqual([])
  })

  it.each(['{"0":1}', '[', 'null', '"x"', '1'])('are none if %s is stored', (text) => {
    localStorage.setItem('views.main', text)
    expect(localViews('main')).toEqual([])
  })
})
