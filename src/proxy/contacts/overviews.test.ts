import { describe, expect, it, vi } from 'vitest'
import { overview, type OverviewCount } from '#contract/api/overview.ts'
import { problem } from '#contract/api/problem.ts'
import type { Source } from '#proxy/sources/source.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { readRecent } from './read-recent-contacts.ts'

const day = 86_400_000
const zone = 'Europe/Moscow'

/** All test files share two cores. */
const longWait = { timeout: 10_000 }

const ask = (stack: Stack, source: string, query = '') =>
  stack.proxy.inject(`/api/sources/${source}/overview?zone=${zone}${query}`)

/** Requests the overview repeatedly, as the dashboard does, until no count is in progress. */
async function counted(stack: Stack, source: string, query = ''): Promise<OverviewCount> {
  return vi.waitFor(async () => {
    const answer = await ask(stack, source, query)
    expect(answer.statusCode).toBe(200)
    const { counted: known, counting } = overview.parse(answer.json())
    expect(counting).toBeNull()
    if (!known) throw new Error('nothing counted')
    return known
  }, longWait)
}

/** The contacts that the mock contains and lists. */
function expectedContacts({ mock }: Stack) {
  const { store } = mock
  const everybody = { filter: {}, order: 'id', descending: false, offset: 0, limit: 1e6 } as const
  return store.contacts.ids(everybody).flatMap((id) => store.contact(id) ?? [])
}

const within = (at: number, { from, to }: { from: string; to: string }) =>
  at * 1000 >= Date.parse(from) && at * 1000 < Date.parse(to) + 1000

describe('an overview', () => {
  it('counts added and changed contacts by week, as in the account', async () => {
    const stack = buildStack({ contacts: 1500 })
    const recent = expectedContacts(stack)
    const { weeks, contacts, gap, basis } = await counted(stack, 'main')
    expect({ gap, basis }).toEqual({ gap: null, basis: 'changed' })
    expect(weeks).toHaveLength(8)
    expect(weeks.map(({ added, changed }) => ({ added, changed }))).toEqual(
      weeks.map((week) => ({
        added: recent.filter(({ created_at: at }) => within(at, week)).length,
        changed: recent.filter(({ updated_at: at }) => within(at, week)).length,
      })),
    )
    expect(contacts).toBe(weeks.reduce((sum, { changed }) => sum + (changed ?? 0), 0))
    expect(contacts).toBeGreaterThan(100)
  })

  it('starts weeks on Monday in the requested zone, and ends with the current one', async () => {
    const stack = buildStack({ contacts: 50 })
    const { weeks, at } = await counted(stack, 'main')
    const wall = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    })
    for (const { from } of weeks) expect(wall.format(new Date(from))).toMatch(/^Monday.* 00:00$/)
    expect(within(Date.parse(at) / 1000, weeks.at(-1) ?? { from: '', to: '' })).toBe(true)
  })

  it('is the same for the same account by v2, which has no order', async () => {
    const stack = buildStack({ contacts: 1500 })
    const newer = await counted(stack, 'main')
    const older = await counted(stack, 'legacy')
    expect({ ...older, at: '' }).toEqual({ ...newer, at: '' })
  })

  it('counts by responsible user and by tag, and contacts without', async () => {
    const stack = buildStack({ contacts: 800 })
    const { responsible, tags, from, contacts } = await counted(stack, 'main')
    const recent = expectedContacts(stack).filter(
      (c) => c.updated_at * 1000 >= Date.parse(from ?? ''),
    )
    expect(recent).toHaveLength(contacts)
    for (const { id, contacts: count } of responsible?.items ?? [])
      expect(count).toBe(recent.filter((c) => c.responsible_user_id === id).length)
    for (const { name, contacts: count } of tags?.items ?? [])
      expect(count).toBe(recent.filter((c) => c.tags.some((tag) => tag.name === name)).length)
    expect(tags?.none).toBe(recent.filter((c) => c.tags.length === 0).length)
    expect(responsible?.items.map(({ contacts: count }) => count)).toEqual(
      responsible?.items.map(({ contacts: count }) => count).toSorted((a, b) => b - a),
    )
  })

  it('counts added contacts by bot where contacts belong to bots, and only what is reported', async () => {
    const stack = buildStack({ contacts: 2000 })
    const { basis, weeks, bots, responsible, tags, contacts } = await counted(stack, 'bots')
    expect({ basis, responsible, tags }).toEqual({ basis: 'added', responsible: null, tags: null })
    expect(weeks.every(({ changed }) => changed === null)).toBe(true)
    expect(weeks.reduce((sum, { added }) => sum + (added ?? 0), 0)).toBe(contacts)
    expect(bots?.items.reduce((sum, bot) => sum + bot.contacts, 0)).toBe(contacts)
    for (const { id, contacts: count } of bots?.items ?? []) {
      const { from = '' } = weeks[0] ?? {}
      const listed = await stack.proxy.inject(
        `/api/sources/bots/contacts?bot=${id}&created=${from}..`,
      )
      expect(listed.json<{ total: number }>().total).toBe(count)
    }
  })

  it('stops at its request limit, and reports complete weeks of what it has read', async () => {
    const stack = buildStack({ contacts: 3000, overview: { maxRequests: 1 } })
    const { gap, from, contacts, weeks } = await counted(stack, 'main')
    expect(gap).toBe('tooMany')
    const recent = expectedContacts(stack)
    const since = Date.parse(from ?? '')
    expect(contacts).toBe(recent.filter((c) => c.updated_at * 1000 >= since).length)
    expect(weeks[0]).toMatchObject({ added: null, changed: null })
    for (const week of weeks.filter(({ changed }) => changed !== null)) {
      expect(Date.parse(week.from)).toBeGreaterThanOrEqual(since)
      expect(week.changed).toBe(recent.filter((c) => within(c.updated_at, week)).length)
    }
    const unordered = await counted(stack, 'legacy')
    expect(unordered).toMatchObject({ gap: 'tooMany', from: null, contacts: 0, responsible: null })
    expect(unordered.weeks.every(({ added }) => added === null)).toBe(true)
  })

  it('counts nothing if the account ignores the filter', async () => {
    const stack = buildStack({ contacts: 300, faults: [{ kind: 'ignore-filter' }] })
    for (const source of ['main', 'legacy'])
      expect(await counted(stack, source)).toMatchObject({
        gap: 'filterIgnored',
        from: null,
        contacts: 0,
      })
  })

  it('is counted once for all users, and again when a newer one is requested', async () => {
    const stack = buildStack({ contacts: 100 })
    const { at } = await counted(stack, 'main')
    const before = stack.mock.received.all().length
    await Promise.all([1, 2, 3].map(() => ask(stack, 'main')))
    expect(stack.mock.received.all()).toHaveLength(before)
    stack.mock.store.addContact({ name: 'Newcomer' })
    const again = await counted(stack, 'main', `&newerThan=${at}`)
    expect(Date.parse(again.at)).toBeGreaterThan(Date.parse(at))
  })

  it('fails with the error of the source, and is retried a little later', async () => {
    let clock = Date.now()
    const stack = buildStack({
      contacts: 100,
      overview: { now: () => clock },
      faults: [{ kind: 'status', status: 402 }],
    })
    const body = await vi.waitFor(async () => {
      const answer = await ask(stack, 'main')
      expect(answer.statusCode).not.toBe(200)
      return problem.parse(answer.json())
    }, longWait)
    expect(body.code).toBe('source_unpaid')
    stack.mock.faults.clear()
    expect((await ask(stack, 'main')).statusCode).not.toBe(200)
    clock += 60_000
    expect((await counted(stack, 'main')).contacts).toBeGreaterThan(0)
  })

  it('does not wait for a pause that exceeds the deadline of a page', async () => {
    const stack = buildStack({
      contacts: 100,
      faults: [{ kind: 'status', status: 429, retry_after: 60 }],
    })
    const body = await vi.waitFor(async () => {
      const answer = await ask(stack, 'main')
      expect(answer.statusCode).not.toBe(200)
      return problem.parse(answer.json())
    }, longWait)
    expect(body.code).toBe('source_rate_limited')
  })

  it('rejects an unknown time zone', async () => {
    const answer = await buildStack().proxy.inject('/api/sources/main/overview?zone=Mars/Olympus')
    expect(problem.parse(answer.json()).fields?.[0]?.name).toBe('zone')
  })
})

describe('a reading page by page', () => {
  /** A source that changes its account before each page from the second on. */
  const disturbed = (source: Source, disturb: () => void): Source => {
    let pages = 0
    return {
      ...source,
      info: { ...source.info, capabilities: { ...source.info.capabilities, pageSizes: [50] } },
      reader: {
        ...source.reader,
        listContacts: (query, call) => {
          pages += 1
          if (pages > 1) disturb()
          return source.reader.listContacts(query, call)
        },
      },
    }
  }
  const call = { priority: 'bulk' } as const
  const onRead = () => {}

  it('misses no contact though others are changed and deleted meanwhile', async () => {
    const stack = buildStack({ contacts: 1500 })
    const from = Date.now() - 60 * day
    const recent = expectedContacts(stack)
      .filter((c) => c.updated_at * 1000 >= from)
      .toSorted((a, b) => a.updated_at - b.updated_at)
    const [changed, deleted] = [recent.slice(0, 8), recent.slice(-8)]
    const source = disturbed(stack.sources.main, () => {
      const one = changed.pop()
      if (one) stack.mock.store.updateContact(one, { name: 'Changed' }, one.created_by)
      const gone = deleted.pop()
      if (gone) stack.mock.store.contacts.save(gone, { ...gone, trashed: true })
    })
    const { entries, gap } = await readRecent({ source, from, maxRequests: 100, call, onRead })
    expect(gap).toBeNull()
    const known = new Set(entries.map(({ id }) => id))
    expect(recent.filter(({ id }) => !known.has(id))).toEqual([])
  })

  it('handles more contacts changed in one second than a page holds', async () => {
    const stack = buildStack({ contacts: 0 })
    const { store } = stack.mock
    for (let n = 0; n < 180; n++) store.addContact({ name: `Same ${n}` })
    const source = disturbed(stack.sources.main, () => {})
    const from = Date.now() - day
    const { entries } = await readRecent({ source, from, maxRequests: 100, call, onRead })
    expect(new Set(entries.map(({ id }) => id)).size).toBe(180)
  })
})
