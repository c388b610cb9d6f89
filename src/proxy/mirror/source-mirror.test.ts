import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listFromSource } from './mirrored-source.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { editContact } from '#testing/source-stack.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function build(options: Parameters<typeof buildMirrorStack>[0] = {}): MirrorStack {
  const stack = buildMirrorStack({ contacts: 600, ...options })
  closing.push(() => stack.close())
  return stack
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  return join(folder, 'mirror-main.sqlite')
}

const list = { page: 1, size: 50, search: '' }
const call = { priority: 'bulk' } as const
const everything = { contacts: 'all' } as const

describe('filling', () => {
  it('has the rows of the source, field by field, once it is complete', async () => {
    const stack = build()
    expect(stack.mirror().isComplete()).toBe(false)
    await stack.catchUp()
    const rows = await stack.inCopy()
    expect(rows).toEqual(await stack.atSource())
    expect(rows.length).toBe(stack.mock.store.countContacts())
  })

  it('goes on where it was after a restart', async () => {
    const stack = build({ place: fileMirror(temporaryFile()) })
    await stack.mirror().work()
    await stack.mirror().work()
    stack.mock.received.clear()
    await stack.reopen()
    await stack.mirror().work()
    const [asked] = stack.mock.received.all().filter(({ url }) => url.includes('order[id]=asc'))
    expect(asked?.url).not.toMatch(/page=1$/)
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  })

  it('misses no contact while others are deleted from pages that were read', async () => {
    const stack = build()
    await stack.mirror().work()
    const first = (await stack.atSource()).slice(0, 120).map(({ id }) => id)
    await stack.control('POST', '/_mock/contacts/delete', { ids: first })
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  })

  it('reads smaller pages where the source gives up on large ones', async () => {
    const stack = build()
    await stack.control('POST', '/_mock/faults', {
      kind: 'too-large',
      items: 100,
      status: 504,
      path: '/api/v4/contacts',
    })
    await stack.catchUp()
    await stack.control('DELETE', '/_mock/faults')
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  })

  it('does not claim to be complete over a list that is not in the order of IDs', async () => {
    const stack = build()
    await stack.control('POST', '/_mock/faults', { kind: 'ignore-order' })
    await expect(stack.mirror().catchUp()).rejects.toThrow('not in the order of IDs')
    expect(stack.mirror().isComplete()).toBe(false)
  })

  it('replaces a file that is damaged, and says so', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'no database at all '.repeat(1000))
    const stack = build({ place: fileMirror(file) })
    await stack.catchUp()
    expect(stack.reports).toEqual(['the file is damaged: the local copy is filled anew'])
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  })

  it('fills anew for another user, who may see other contacts', async () => {
    const stack = build()
    const { user: currentUser } = await stack.identify()
    await stack.catchUp()
    const users = await stack.live.reader.listUsers(call)
    const other = users.find(({ id }) => id !== currentUser)
    await stack.control('POST', '/_mock/faults', {
      kind: 'contact-rights',
      view: 'M',
      user: other?.id,
    })
    await stack.control('POST', '/_mock/tokens', { token: 'test-token', user_id: other?.id })
    stack.live.reset()
    await stack.catchUp()
    expect(stack.reports.join()).toContain('another account or user')
    const rows = await stack.atSource()
    expect(rows.length).toBeLessThan(600)
    expect(await stack.inCopy()).toEqual(rows)
  })
})

describe('following', () => {
  it('takes over changes, new contacts, deletions, restored and merged ones', async () => {
    const stack = build({ settings: { blindScanInterval: 0 } })
    await stack.catchUp()
    const ids = (await stack.atSource()).map(({ id }) => id)
    await stack.control('PATCH', `/_mock/contacts/${ids[0]}`, { name: 'Renamed' })
    await stack.control('POST', `/_mock/contacts/${ids[1]}/tags`, { add: ['vip'], remove: [] })
    await stack.control('POST', '/_mock/contacts/delete', { ids: [ids[2], ids[3]] })
    await stack.control('POST', '/_mock/contacts/restore', { ids: [ids[3]] })
    const created = stack.mock.store.addContact({ name: 'New' })
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
    expect((await stack.inCopy()).map(({ id }) => id)).toContain(created.id)
    await stack.control('POST', '/_mock/contacts/merge', { ids: [ids[5], ids[6]] })
    await stack.catchUp()
    // What is gone by merging is not told: a full scan follows, and no later time is claimed before.
    const before = await stack.mirror().status()
    while ((await stack.mirror().status()).status.lastFullScanAt === before.status.lastFullScanAt)
      await stack.mirror().work()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  })

  it('sorts and finds by the new name of a company', async () => {
    const stack = build()
    await stack.catchUp()
    const company = (await stack.atSource()).find(({ company: one }) => one !== null)?.company
    await stack.control('PATCH', `/_mock/companies/${company?.id}`, { name: 'Яяя Zzyzx' })
    await stack.catchUp()
    const found = await stack.mirror().listContacts({ ...list, search: 'zzyzx' }, everything, call)
    expect(found.total).toBeGreaterThan(0)
    expect(new Set(found.items.map((row) => row.company?.name))).toEqual(new Set(['Яяя Zzyzx']))
    const { items } = await stack
      .mirror()
      .listContacts({ ...list, sort: '-company' }, everything, call)
    expect(items[0]?.company?.name).toBe('Яяя Zzyzx')
  })

  it('keeps what disappears in masses, and reports it', async () => {
    const stack = build({ settings: { fullScanInterval: 0 } })
    await stack.catchUp()
    await stack.control('POST', '/_mock/faults', { kind: 'partial-list', share: 0.5 })
    const { status: before } = await stack.mirror().status()
    const scanned = async () => (await stack.mirror().status()).status.lastFullScanAt
    while ((await scanned()) === before.lastFullScanAt) await stack.mirror().work()
    const { status } = await stack.mirror().status()
    expect(status.read).toBe(600)
    expect(status.disappeared).toBeGreaterThan(200)
    expect(stack.reports.join()).toContain('none was removed')
  })

  it('claims no later time while a feed fails', async () => {
    const stack = build()
    await stack.catchUp()
    const { asOf } = await stack.mirror().listContacts(list, everything, call)
    await stack.control('POST', '/_mock/faults', {
      kind: 'status',
      status: 500,
      path: '/api/v4/events',
    })
    await expect(stack.mirror().catchUp()).rejects.toThrow('500')
    expect((await stack.mirror().listContacts(list, everything, call)).asOf).toBe(asOf)
  })
})

describe('what an actor may not see', () => {
  it('is in no list, total, page or facet', async () => {
    const stack = build()
    await stack.catchUp()
    const rows = await stack.atSource()
    const user = rows.find(({ responsible }) => responsible !== null)?.responsible?.id ?? 0
    const own = rows.filter(({ responsible }) => responsible?.id === user)
    const onlyOwn = { contacts: 'ofResponsible', users: [user] } as const
    for (const query of [
      list,
      { ...list, sort: '-company,name' },
      { ...list, responsible: [user] },
    ]) {
      const page = await stack.mirror().listContacts(query, onlyOwn, call)
      expect(page.total).toBe(own.length)
      expect(page.items.map(({ responsible }) => responsible?.id)).toEqual(
        page.items.map(() => user),
      )
    }
    expect((await stack.mirror().listContacts(list, everything, call)).total).toBe(rows.length)
    const facets = await stack.mirror().facets({ search: '', key: 'responsible' }, onlyOwn)
    expect(facets.items.map(({ value }) => value)).toEqual([String(user)])
    expect(facets.total).toBe(own.length)
    const others = rows.find(({ responsible }) => responsible && responsible.id !== user)
    const asked = { ...list, responsible: [others?.responsible?.id ?? 0] }
    const source = stack.mirrored()
    expect((await listFromSource(source, asked, onlyOwn, call)).items).toEqual([])
    // The same without the copy.
    expect((await listFromSource(stack.live, asked, onlyOwn, call)).items).toEqual([])
    const live = await listFromSource(stack.live, { ...list, size: 250 }, onlyOwn, call)
    expect(new Set(live.items.map(({ responsible }) => responsible?.id))).toEqual(new Set([user]))
  })
})

describe('what this proxy writes', () => {
  it('is on the next page, although following has not run', async () => {
    const stack = build()
    await stack.catchUp()
    const source = stack.mirrored()
    const [first] = (await source.reader.listContacts(list, call)).items
    await editContact(source, {
      id: first?.id ?? 0,
      values: { name: { kind: 'text', values: ['Written here'] } },
    })
    const found = await stack
      .mirror()
      .listContacts({ ...list, search: 'written here' }, everything, call)
    expect(found.items.map(({ id }) => id)).toEqual([first?.id])
  })
})

describe('rows on screen', () => {
  it('are read again after the page was sent', async () => {
    const stack = build()
    await stack.catchUp()
    const [first] = (await stack.mirror().listContacts(list, everything, call)).items
    await stack.control('PATCH', `/_mock/contacts/${first?.id}`, {
      name: 'Seen late',
      updated_at: 1,
    })
    await stack.mirror().listContacts(list, everything, { priority: 'person' })
    await expect
      .poll(
        async () =>
          (await stack.mirror().listContacts({ ...list, search: 'seen late' }, everything, call))
            .total,
      )
      .toBe(1)
  })
})
