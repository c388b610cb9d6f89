import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { editContact } from '#testing/source-stack.ts'
import { mirrorPlaceOf } from './mirror-place.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function build(
  options: Parameters<typeof buildMirrorStack>[0] = {},
): Promise<MirrorStack & { url: string }> {
  const url = await postgres.newDatabase()
  const place = mirrorPlaceOf({ kind: 'postgres', url }, 'main')
  const stack = buildMirrorStack({ contacts: 600, place, ...options })
  closing.push(() => stack.close())
  return { ...stack, url }
}

const list = { page: 1, size: 50, search: '' }
const call = { priority: 'bulk' } as const
const everything = { contacts: 'all' } as const

describe('a copy in Postgres', () => {
  it('equals the source after filling over a restart, changes, deletions and other names', async () => {
    const stack = await build()
    await stack.mirror().work()
    await stack.mirror().work()
    await stack.reopen()
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
    const rows = await stack.atSource()
    const ids = rows.map(({ id }) => id)
    const company = rows.find((row) => row.company)?.company?.id
    await stack.control('PATCH', `/_mock/contacts/${ids[0]}`, { name: 'Renamed' })
    await stack.control('POST', `/_mock/contacts/${ids[1]}/tags`, { add: ['vip'], remove: [] })
    await stack.control('POST', '/_mock/contacts/delete', { ids: [ids[2], ids[3]] })
    await stack.control('POST', '/_mock/contacts/restore', { ids: [ids[3]] })
    await stack.control('PATCH', `/_mock/companies/${company}`, { name: 'Яяя Zzyzx' })
    const created = stack.mock.store.addContact({ name: 'New\0 \ud800 one' })
    await stack.catchUp()
    const copied = await stack.inCopy()
    expect(copied).toEqual(await stack.atSource())
    expect(copied.map(({ id }) => id)).toContain(created.id)
    const { items } = await stack
      .mirror()
      .listContacts({ ...list, search: 'zzyzx' }, everything, call)
    expect(new Set(items.map((row) => row.company?.name))).toEqual(new Set(['Яяя Zzyzx']))
    const { status } = await stack.mirror().status()
    expect(status.bytes).toBeGreaterThan(1_000_000)
  }, 120_000)

  it('says where a search matches, suggests others, and shows what this proxy has written', async () => {
    const stack = await build({ contacts: 120 })
    const { id } = stack.mock.store.addContact({ name: 'Краснопольский Лев' })
    await stack.control('POST', `/_mock/contacts/${id}/tags`, { add: ['Гиперборея'], remove: [] })
    await stack.catchUp()
    const search = 'краснопольский гипербор'
    const page = await stack.mirror().listContacts({ ...list, search }, everything, call)
    expect(page.matches).toEqual([
      { id, attribute: 'name', text: 'Краснопольский Лев', ranges: [{ from: 0, to: 14 }] },
      { id, attribute: 'tags', text: 'Гиперборея', ranges: [{ from: 0, to: 8 }] },
    ])
    const { items } = await stack.mirror().suggest({ search: 'Краснапольский' }, everything)
    expect(items[0]).toEqual({ search: 'краснопольский', reason: 'spelling', total: 1 })
    const values = { name: { kind: 'text' as const, values: ['Written here'] } }
    await editContact(stack.mirrored(), { id, values })
    const found = await stack
      .mirror()
      .listContacts({ ...list, search: 'written here' }, everything, call)
    expect(found.items.map((row) => row.id)).toEqual([id])
  }, 120_000)

  it('is written by one who has not been replaced, and filled anew for another version', async () => {
    const stack = await build({ contacts: 60 })
    await stack.catchUp()
    const former = stack.mirror()
    await query(stack.url, `update mirror_main.meta set value = '' where key = 'writer'`)
    await stack.control('PATCH', `/_mock/contacts/${(await stack.atSource())[0]?.id}`, {
      name: 'Two',
    })
    await expect(former.catchUp()).rejects.toThrow('Another process writes the local copy')
    await query(stack.url, `update mirror_main.meta set value = '0' where key = 'version'`)
    await stack.reopen()
    await stack.catchUp()
    expect(stack.reports).toEqual([
      'the tables are of another version: the local copy is filled anew',
    ])
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  }, 120_000)

  it('is filled anew if somebody has dropped its tables', async () => {
    const stack = await build({ contacts: 60 })
    await stack.catchUp()
    await query(stack.url, 'drop schema mirror_main cascade')
    const page = stack.mirror().listContacts({ ...list, sort: 'name' }, everything, call)
    await expect(page).rejects.toThrow('does not exist')
    expect(stack.reports).toEqual(['tables are missing: the local copy is filled anew'])
    expect(stack.mirror().isComplete()).toBe(false)
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
  }, 120_000)

  it('is not kept in a database that is not in UTF-8', async () => {
    const url = await postgres.newDatabase()
    await query(url, `create database latin template template0 encoding 'LATIN1' locale 'C'`)
    const other = url.replace(/[^/]+$/, 'latin')
    const place = mirrorPlaceOf({ kind: 'postgres', url: other }, 'main')
    const stack = buildMirrorStack({ contacts: 20, place })
    await expect(stack.mirror().work()).rejects.toThrow('this one is in LATIN1')
    expect(await place.exists()).toBe(false)
    await stack.mock.app.close()
  }, 120_000)

  it('holds texts that are longer than a row of an index', async () => {
    const stack = await build({ contacts: 20 })
    const field = stack.mock.store.directory
      .fields()
      .find(({ type }) => type === 'textarea' || type === 'text')
    const long = Array.from({ length: 3000 }, (_, index) => `слово${index}`).join(' ')
    const { id } = stack.mock.store.addContact({
      name: long.slice(0, 5000),
      fields: [
        {
          field_id: field?.id ?? 0,
          field_name: field?.name ?? '',
          field_code: field?.code ?? null,
          field_type: field?.type ?? 'text',
          values: [{ value: long }],
        },
      ],
    })
    await stack.catchUp()
    expect(await stack.inCopy()).toEqual(await stack.atSource())
    const where = (op: 'in' | 'contains', values: string[]) =>
      stack
        .mirror()
        .listContacts(
          { ...list, where: [{ key: `field:${field?.id ?? 0}`, op, values }] },
          everything,
          call,
        )
    for (const page of [await where('in', [long]), await where('contains', ['слово2999'])])
      expect(page.items.map((row) => row.id)).toEqual([id])
  }, 120_000)

  it('is searched without the extension that indexes texts, and says so', async () => {
    const stack = await build({ contacts: 60 })
    const forbidden = stack.url.replace('postgres:test', 'plain:test')
    await query(
      stack.url,
      `create role plain login password 'test'; create schema mirror_main authorization plain`,
    )
    const place = mirrorPlaceOf({ kind: 'postgres', url: forbidden }, 'main')
    const other = buildMirrorStack({ contacts: 60, place })
    closing.push(() => other.close())
    await other.catchUp()
    expect(other.reports.join()).toContain('pg_trgm')
    const [first] = await other.atSource()
    const search = first?.name.slice(0, 5) ?? ''
    const page = await other.mirror().listContacts({ ...list, search }, everything, call)
    expect(page.items.map(({ id }) => id)).toContain(first?.id)
  }, 120_000)
})
