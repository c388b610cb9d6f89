import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

afterEach(cleanup)

const byWeek = () => screen.findByRole('table', { name: 'By week' })

const listed = (count: number) =>
  waitFor(() => {
    const list = screen.getByRole('table', { name: 'Contacts' })
    expect(within(list).getAllByRole('row')).toHaveLength(1 + count)
  })

describe('the overview', () => {
  it('is the first page of a source', async () => {
    const { router } = await renderApp('/')
    await byWeek()
    expect(router.state.location.pathname).toBe('/main/overview')
    expect(document.title).toBe('Overview · Main · Kartoteka')
    expect(screen.getByRole('link', { name: 'Overview' }).getAttribute('aria-current')).toBe('page')
  })

  it('counts by a complete local copy, and says of when that is', async () => {
    const stack = buildStack({ mirror: true })
    onTestFinished(() => stack.sources.main.close())
    const { mirror } = stack.sources.main
    mirror?.begin()
    await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
    await renderApp('/main/overview', { stack })
    await byWeek()
    expect(screen.getAllByText(/^From the local copy, synchronised /)).not.toEqual([])
    expect(screen.queryByRole('button', { name: 'Count again' })).toBeNull()
  })

  it('begins with what there is to do, by a complete local copy, and leads to it', async () => {
    const stack = buildStack({ mirror: true, contacts: 60 })
    onTestFinished(() => stack.sources.main.close())
    const { mirror } = stack.sources.main
    mirror?.begin()
    await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
    const { user, router } = await renderApp('/main/overview', { stack })
    const tiles = await screen.findByRole('list', { name: 'At the source now' })
    const link = await within(tiles).findByRole('link', { name: /^No email\d+$/ })
    const count = Number(/\d+$/.exec(link.textContent)?.[0])
    expect(count).toBeGreaterThan(0)
    expect(within(tiles).getAllByRole('link')).toHaveLength(6)
    await user.click(link)
    expect(router.state.location.search).toMatchObject({
      where: JSON.stringify([{ key: 'emails', op: 'empty' }]),
    })
    await listed(count)
  })

  it('has no such numbers without a complete local copy', async () => {
    await renderApp('/main/overview')
    await byWeek()
    expect(screen.queryByRole('list', { name: 'At the source now' })).toBeNull()
  })

  it('links each number to the contacts counted', async () => {
    const { user, router } = await renderApp('/main/overview')
    const changed = within(await byWeek())
      .getAllByRole<HTMLAnchorElement>('link')
      .find(({ href }) => href.includes('updated='))
    const count = Number(changed?.textContent)
    expect(count).toBeGreaterThan(0)
    await user.click(changed ?? document.body)
    expect(router.state.location.pathname).toBe('/main/contacts')
    await listed(count)
  })

  it('counts weeks of the account’s calendar, and links to its days', async () => {
    const stack = buildStack({ contacts: 40 })
    const asked: string[] = []
    const recording: typeof fetch = (input, init) => {
      if (typeof input === 'string') asked.push(input)
      return stack.fetch(input, init)
    }
    await renderApp('/main/overview', { stack: { ...stack, fetch: recording } })
    const [link] = within(await byWeek()).getAllByRole<HTMLAnchorElement>('link')
    expect(asked.some((path) => path.includes('overview?zone=Europe%2FMoscow'))).toBe(true)
    const range = [...new URL(link!.href).searchParams.values()][0]!
    expect(range).toMatch(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/)
    const [from, to] = range.split('..').map((day) => new Date(day))
    expect([from?.getUTCDay(), to?.getUTCDay()]).toEqual([1, 0])
  })

  it('links a user to their contacts of those weeks', async () => {
    const { user } = await renderApp('/main/overview')
    const people = await screen.findByRole('table', { name: 'By responsible' })
    const [, row] = within(people).getAllByRole('row')
    const count = Number(within(row ?? document.body).getByRole('cell').textContent)
    expect(count).toBeGreaterThan(0)
    await user.click(within(row ?? document.body).getByRole('link'))
    await listed(count)
  })

  it('shows what it counts, and since when', async () => {
    await renderApp('/main/overview')
    const { textContent: text } = await screen.findByText(/contacts were added or changed since/)
    expect(text).toContain('Each contact is counted once, in the week of its last change.')
    expect(text).toMatch(/Counted now/)
  })

  it('counts again on request, showing the old numbers meanwhile', async () => {
    const { user, mock } = await renderApp('/main/overview', {
      stack: buildStack({ contacts: 40 }),
    })
    await byWeek()
    const text = screen.getByText(/were added or changed since/).textContent ?? ''
    const before = Number(/^\d+/.exec(text)?.[0])
    mock.store.addContact({ name: 'Newcomer' })
    await user.click(screen.getByRole('button', { name: 'Count again' }))
    expect(screen.queryByRole('table', { name: 'By week' })).not.toBeNull()
    await screen.findByText(new RegExp(`^${before + 1} contacts were`))
    mock.store.addContact({ name: 'Another' })
    await user.click(screen.getByRole('button', { name: 'Count again' }))
    await screen.findByText(new RegExp(`^${before + 2} contacts were`))
  })

  it('counts only what bots report, and stays on overviews when switching tabs', async () => {
    const { user, router } = await renderApp('/main/overview', {
      stack: buildStack({ contacts: 400 }),
    })
    await byWeek()
    await user.click(screen.getByRole('link', { name: /^Bots/ }))
    await screen.findByRole('table', { name: 'By bot' })
    expect(router.state.location.pathname).toBe('/bots/overview')
    expect(screen.queryByRole('columnheader', { name: 'Last changed' })).toBeNull()
    expect(screen.queryByRole('table', { name: 'By tag' })).toBeNull()
  })
})

describe('the overview shows no unknown number', () => {
  it('if the account ignores the filter', async () => {
    await renderApp('/main/overview', {
      stack: buildStack({ faults: [{ kind: 'ignore-filter' }] }),
    })
    await screen.findByText(/the numbers would be wrong/)
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('if a contact could not be read', async () => {
    const stack = buildStack({ contacts: 40 })
    const updated_at = Math.floor(Date.now() / 1000) - 60
    stack.mock.store.addContact({ id: 900, name: 'Odd', updated_at })
    const at = '/_embedded/contacts/id=900/id'
    stack.mock.faults.add({ kind: 'odd-value', path: '/api/v4/contacts', at, value: 'x' })
    await renderApp('/main/overview', { stack })
    await byWeek()
    expect(screen.getByText('1 contact could not be read and is counted nowhere.')).toBeDefined()
  })

  it('if there are more contacts than it may read', async () => {
    const stack = buildStack({ contacts: 3000, overview: { maxRequests: 1 } })
    await renderApp('/main/overview', { stack })
    const table = await byWeek()
    screen.getByText(/earlier weeks are not/)
    const oldest = within(table).getAllByRole('row').at(-1)
    expect(oldest?.textContent).toMatch(/not countednot counted$/)
    cleanup()
    await renderApp('/legacy/overview', { stack })
    await screen.findByText(/Nothing is counted; the list and its filters still work/)
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('if no contact was added or changed', async () => {
    await renderApp('/main/overview', { stack: buildStack({ contacts: 0 }) })
    await screen.findByText('No changes in the last eight weeks')
    expect(screen.queryByRole('link', { name: 'Go to contacts' })).not.toBeNull()
  })

  it('while the source fails', async () => {
    const { user, mock } = await renderApp('/main/overview', {
      stack: buildStack({ faults: [{ kind: 'status', status: 402 }] }),
    })
    expect((await screen.findByRole('alert')).textContent).toMatch(/paid/)
    mock.faults.clear()
    await waitFor(
      async () => {
        const again = screen.queryByRole('button', { name: 'Retry' })
        if (again) await user.click(again)
        screen.getByRole('table', { name: 'By week' })
      },
      { timeout: 8000, interval: 300 },
    )
  })
})
