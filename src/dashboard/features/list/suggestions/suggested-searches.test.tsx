import { screen, waitFor, within } from '@testing-library/react'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

const stack = buildStack({ contacts: 0, mirror: true })
beforeAll(async () => {
  const { store } = stack.mock
  for (const name of ['Анна Иванова', 'Вера Иванова', 'Ada Lovelace', 'Olga Ivanova'])
    store.addContact({ name })
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
})
afterAll(() => stack.sources.main.close())

/** The stack, and the requests for suggestions; answered by `answer` instead, if it is given. */
function watched(answer?: () => Response) {
  const asked: string[] = []
  const own: Stack['fetch'] = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.includes('/suggestions?')) return stack.fetch(input, init)
    asked.push(url)
    return answer ? Promise.resolve(answer()) : stack.fetch(input, init)
  }
  return { asked, stack: { ...stack, fetch: own } }
}
const list = (search: string) => `/main/contacts?search=${encodeURIComponent(search)}`
const empty = () => screen.findByRole('heading', { name: 'No matching contacts' })

it('offers what finds something where a search finds nothing, and searches for it', async () => {
  const { user, router } = await renderApp(list('bdfyjdf'), { stack })
  await empty()
  const offered = await screen.findByRole('group', { name: 'Did you mean?' })
  await user.click(within(offered).getByRole('button', { name: 'Search for “иванова” (2)' }))
  await screen.findByRole('link', { name: 'Анна Иванова' })
  expect(router.state.location.search).toEqual({ search: 'иванова' })
  const box = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search contacts' })
  expect(box.value).toBe('иванова')
  expect(document.activeElement?.className).toContain('contacts-scroller')
})

it('offers it also after the rows where a search finds few', async () => {
  const { user } = await renderApp(list('ivanova'), { stack })
  await screen.findByRole('link', { name: 'Olga Ivanova' })
  const offered = await screen.findByRole('group', { name: 'Did you mean?' })
  await user.click(within(offered).getByRole('button', { name: 'Search for “иванова” (2)' }))
  await screen.findByRole('link', { name: 'Анна Иванова' })
  expect(screen.queryByRole('link', { name: 'Olga Ivanova' })).toBeNull()
})

it('asks for what else finds something only where little is found, with the same filters', async () => {
  const { asked, stack: own } = watched()
  const where = JSON.stringify([{ key: 'name', op: 'contains', values: ['Анна'] }])
  const filtered = `${list('lovelase')}&where=${encodeURIComponent(where)}`
  const { user } = await renderApp('/main/contacts', { stack: own })
  await screen.findByRole('link', { name: 'Ada Lovelace' })
  await user.type(screen.getByRole('searchbox'), 'love')
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(asked[0]).toContain('search=love')
  await renderApp(filtered, { stack: own })
  await empty()
  await waitFor(() =>
    expect(new URL(asked[1] ?? '', 'http://test').searchParams.get('where')).toBe(where),
  )
  expect(screen.queryByRole('group', { name: 'Did you mean?' })).toBeNull()
})

it('shows the empty state without suggestions if they cannot be read', async () => {
  const { asked, stack: own } = watched(() => new Response('', { status: 500 }))
  await renderApp(list('bdfyjdf'), { stack: own })
  await empty()
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(await empty()).toBeDefined()
  expect(screen.getByText('No contacts match “bdfyjdf”.')).toBeDefined()
  expect(screen.queryByRole('group', { name: 'Did you mean?' })).toBeNull()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('asks for no suggestions where the source has no copy', async () => {
  const without = buildStack({ contacts: 3 })
  const asked: string[] = []
  const fetch: Stack['fetch'] = (input, init) => {
    asked.push(input instanceof Request ? input.url : String(input))
    return without.fetch(input, init)
  }
  await renderApp(list('zzzzzz'), { stack: { ...without, fetch } })
  await empty()
  expect(asked.filter((url) => url.includes('/suggestions'))).toEqual([])
})
