import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactPage } from '#contract/api/contacts.ts'
import { listedKey } from '#contract/model/listed-key.ts'
import { isReadyJson, readyJson } from '#proxy/ready-json.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack, type MirrorStack } from '#testing/mirror-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
const everything = { contacts: 'all' } as const
const call = { priority: 'bulk' } as const
const list = { page: 1, size: 50, search: '' }

let stack: MirrorStack
let added: number
beforeAll(async () => {
  stack = buildMirrorStack({ contacts: 120, place: fileMirror(join(folder, 'mirror-main.sqlite')) })
  const { id } = stack.mock.store.addContact({ name: 'Краснопольский Лев' })
  added = id
  const body = { add: ['Гиперборея'], remove: [] }
  await stack.control('POST', `/_mock/contacts/${added}/tags`, body)
  await stack.catchUp()
}, 60_000)
afterAll(async () => {
  await stack.close()
  rmSync(folder, { recursive: true })
})

describe('a copy in a file, which is read in other threads', () => {
  it('says where a search matches, and nothing of it without one', async () => {
    const search = 'краснопольский гипербор'
    const page = await stack.mirror().listContacts({ ...list, search }, everything, call)
    expect(page.matches).toEqual([
      {
        id: added,
        attribute: 'name',
        text: 'Краснопольский Лев',
        ranges: [{ from: 0, to: 14 }],
      },
      { id: added, attribute: 'tags', text: 'Гиперборея', ranges: [{ from: 0, to: 8 }] },
    ])
    const whole = await stack.mirror().listContacts(list, everything, call)
    expect(whole).not.toHaveProperty('matches')
  })

  it('lists attributes that the query names, and no others', async () => {
    const attributes = ['group', 'leads'] as const
    const query = { ...list, sort: 'id', attributes: [...attributes] }
    const { items } = await stack.mirror().listContacts(query, everything, call)
    const rows = await stack.atSource()
    expect(items.map(({ id, group, leads }) => ({ id, group, leads }))).toEqual(
      rows.slice(0, 50).map(({ id, group, leads }) => ({ id, group, leads })),
    )
    for (const absent of ['firstName', 'customers', 'account'])
      expect(items[0]).not.toHaveProperty(absent)
  })

  it('sends a page as the text that its schema would make of it', async () => {
    const columns = (await stack.live.reader.listFields(call)).map(({ id }) => id)
    const attributes = [...listedKey.options]
    const query = { ...list, search: 'а', columns, attributes }
    const page = await stack.mirror().listContacts(query, everything, call)
    expect(isReadyJson(page) && JSON.parse(page[readyJson])).toEqual(
      JSON.parse(JSON.stringify(contactPage.parse({ ...page }))),
    )
    expect(page.items.length).toBeGreaterThan(10)
    const values = page.items.flatMap(({ fields, company, leads }) => [
      fields[0],
      company,
      leads?.[0],
    ])
    expect(new Set(values).size).toBeGreaterThan(10)
  })

  it('suggests other searches, several at a time', async () => {
    const found = await Promise.all(
      ['Краснапольский', 'krasnopolskiy'].map((search) =>
        stack.mirror().suggest({ search }, everything),
      ),
    )
    expect(found.map(({ items }) => items[0])).toEqual([
      { search: 'краснопольский', reason: 'spelling', total: 1 },
      { search: 'краснопольский', reason: 'script', total: 1 },
    ])
  })

  it('tells the IDs of all that match in the order of the query', async () => {
    const idsBy = async (sort: string) =>
      (await stack.mirror().listIds({ ...list, sort }, everything)).ids
    expect(await idsBy('-id')).toEqual((await stack.atSource()).map(({ id }) => id).toReversed())
    // Some have no company, which are read by themselves.
    const query = { ...list, size: 250, sort: '-company' }
    const { items } = await stack.mirror().listContacts(query, everything, call)
    expect(items.map(({ company }) => company === null)).toContain(true)
    expect(await idsBy('-company')).toEqual(items.map(({ id }) => id))
  })

  it('has contacts as the source does, with their pages there', async () => {
    const live = await stack.live.reader.getContact(added, call)
    expect(await stack.mirror().getContact(added, everything)).toMatchObject({ ...live })
    const nothing = { contacts: 'ofResponsible', users: [] } as const
    expect(await stack.mirror().getContact(added, nothing)).toBeUndefined()
  })

  it('counts groups by their names', async () => {
    const rows = await stack.atSource()
    const named = rows.flatMap(({ group }) => (group ? [`${group.id} ${group.name}`] : []))
    const { items } = await stack.mirror().facets({ key: 'group', search: '' }, everything)
    expect(items.map(({ value, label }) => `${value} ${label}`).toSorted()).toEqual(
      [...new Set(named)].toSorted(),
    )
    expect(items.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(named.length)
  })
})
