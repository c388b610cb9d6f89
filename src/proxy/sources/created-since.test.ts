import { describe, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { buildSourceStack, linkerOf, writerOf } from '#testing/source-stack.ts'

const call = { priority: 'bulk', isFresh: true } as const
const other = 504_142 // another user of the account

describe.each(['main', 'legacy'] as const)('at %s', (name) => {
  const open = (contacts = 0) => {
    const stack = buildSourceStack({ contacts })
    const source = stack.sources[name]
    const { creationLookup } = writerOf(source)
    if (!creationLookup) throw new Error('Creates cannot be looked up')
    return { ...stack, source, creationLookup }
  }

  it('lists own contacts created since a cursor, over many pages', async () => {
    const { mock, creationLookup } = open(30)
    const { store } = mock
    store.addContact({ name: 'before' })
    const cursor = await creationLookup.cursor(call)
    const mine = Array.from({ length: 600 }, (_, index) =>
      store.createContact({ name: `${index}` }, 504_141),
    )
    store.createContact({ name: 'theirs' }, other)
    store.addContact({ name: 'edited before', updated_at: store.now() + 5, created_at: 1, id: 7 })
    const found = new Set<number>()
    for await (const page of creationLookup.createdSince(cursor, call))
      for (const { id } of page.contacts) found.add(id)
    expect(found).toEqual(new Set(mine.map(({ id }) => id)))
  })

  it('has a cursor for an account without contacts', async () => {
    const { mock, creationLookup } = open()
    const cursor = await creationLookup.cursor(call)
    expect(cursor.id).toBe(0)
    const { id } = mock.store.createContact({ name: 'first' }, 504_141)
    const pages = []
    for await (const page of creationLookup.createdSince(cursor, call)) pages.push(...page.contacts)
    expect(pages.map((contact) => contact.id)).toEqual([id])
  })

  it('reads contacts for a write with their links, and leaves out missing ones', async () => {
    const { mock, source } = open()
    addLead(mock, 45)
    mock.store.addContact({ id: 5, name: 'Ada', phones: ['+7999'], tags: ['vip'], leads: [45] })
    const { snapshots } = await source.reader.readContacts([5, 6], call)
    expect(snapshots).toMatchObject([
      {
        detail: { id: 5, name: 'Ada', phones: [{ value: '+7999', kind: 'WORK' }] },
        links: { leads: [45], customers: [], companies: [] },
      },
    ])
  })

  it('links many contacts in one request, and reports those that cannot be linked', async () => {
    const { mock, source } = open()
    addLead(mock, 45)
    for (const id of [1, 2, 3]) mock.store.addContact({ id, name: `${id}` })
    const link = { target: 'leads', id: 45 } as const
    const writes = [1, 2, 3].map((contactId) => ({ contactId, links: [link] }))
    const { linkContacts, unlinkContacts } = linkerOf(source)
    const read = async () => (await source.reader.readContacts([1, 2, 3], call)).snapshots
    const done = await linkContacts(writes, call, await read())
    expect(done.map(({ status }) => status)).toEqual(['changed', 'changed', 'changed'])
    const sent = mock.received.all().filter(({ method }) => method === 'POST')
    expect(sent).toHaveLength(1)
    const gone = await unlinkContacts([{ contactId: 1, links: [link] }], call, await read())
    expect(gone).toMatchObject([{ status: 'changed' }])
    expect(mock.store.links.all(1)).toEqual([])
    const wrong = [...writes, { contactId: 99, links: [link] }]
    const results = await linkContacts(wrong, call, await read())
    expect(results.at(-1)).toMatchObject({ status: 'rejected', issues: [{ code: 'not_found' }] })
    expect(results[0]?.status).toBe(name === 'main' ? 'skipped' : 'changed')
  })
})
