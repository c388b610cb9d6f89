import { describe, expect, it } from 'vitest'
import { maxOwnViews, viewList, type SavedView } from '#contract/api/views.ts'
import { createViews } from '#proxy/views/view-store.ts'
import { numberedName } from '#proxy/views/view-names.ts'
import { ownOrigin } from '#testing/demo-harness.ts'
import { buildStack } from '#testing/stack.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'

function open() {
  const stack = buildStack({ contacts: 1 })
  const ask = async (method: Method, url: string, payload?: object, headers = {}) => {
    const answer = await stack.proxy.inject({
      method,
      url: `/api/${url}`,
      headers: { ...ownOrigin, ...headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json(), etag: answer.headers['etag'] }
  }
  const create = async (name: string, more: object = {}): Promise<SavedView> => {
    const view = { key: `key of ${name}`, name, search: 'sort=name', ...more }
    return (await ask('POST', 'sources/main/views', view)).body
  }
  const names = async () =>
    viewList.parse((await ask('GET', 'sources/main/views')).body).items.map(({ name }) => name)
  return { ...stack, ask, create, names }
}

/** For requests that change nothing. */
const unchanged = open()

const at = ({ id, version }: SavedView) => `sources/main/views/${id}?version=${version}`

describe('a view', () => {
  it('is saved, changed, deleted and restored, each with a version', async () => {
    const { ask, create, names } = open()
    const view = await create('VIP')
    expect(view).toMatchObject({
      name: 'VIP',
      search: 'sort=name',
      isShared: false,
      isOwn: true,
      mayEdit: true,
      owner: 'this computer',
      version: 1,
      deletedAt: null,
    })
    const url = `sources/main/views/${view.id}`
    const changed = await ask('PATCH', url, { search: 'search=ann', isShared: true, version: 1 })
    expect(changed).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { name: 'VIP', search: 'search=ann', isShared: true, version: 2 },
    })
    const renamed = await ask('PATCH', url, { name: ' Best ' }, { 'if-match': '"2"' })
    expect(renamed.body).toMatchObject({ name: 'Best', search: 'search=ann', version: 3 })
    const deleted = await ask('DELETE', at(renamed.body))
    expect(deleted.body).toMatchObject({ version: 4, deletedAt: expect.any(String) })
    expect(await names()).toEqual([])
    const again = await ask('DELETE', at(renamed.body))
    expect(again.body).toEqual(deleted.body)
    const restore = `${url}/restore?version=4`
    expect((await ask('POST', restore)).body).toMatchObject({ version: 5, deletedAt: null })
    expect((await ask('POST', restore)).body).toMatchObject({ version: 5 })
    expect(await names()).toEqual(['Best'])
  })

  it('is not overwritten unseen: the answer is how it is now', async () => {
    const { ask, create } = open()
    const view = await create('VIP')
    const url = `sources/main/views/${view.id}`
    await ask('PATCH', url, { search: 'search=theirs', version: 1 })
    const present = { name: 'VIP', search: 'search=theirs', version: 2 }
    const conflict = { status: 409, body: { code: 'conflict', present } }
    expect(await ask('PATCH', url, { search: 'search=mine', version: 1 })).toMatchObject(conflict)
    expect(await ask('DELETE', `${url}?version=1`)).toMatchObject(conflict)
    // What it is already, as after a lost answer, overwrites nothing.
    expect(await ask('PATCH', url, { search: 'search=theirs', version: 1 })).toMatchObject({
      status: 200,
      body: present,
    })
    await ask('DELETE', `${url}?version=2`)
    expect(await ask('PATCH', url, { search: 'search=mine', version: 2 })).toMatchObject({
      status: 409,
      body: { present: { version: 3, deletedAt: expect.any(String) } },
    })
    expect(await ask('POST', `${url}/restore?version=2`)).toMatchObject({ status: 409 })
  })

  it('requires a version for a change, once', async () => {
    const { ask, create } = open()
    const { id } = await create('VIP')
    const url = `sources/main/views/${id}`
    const wrong = { status: 400, body: { fields: [{ name: 'version' }] } }
    expect(await ask('PATCH', url, { name: 'Other' })).toMatchObject(wrong)
    expect(await ask('DELETE', url)).toMatchObject(wrong)
    const both = await ask('PATCH', url, { name: 'Other', version: 1 }, { 'if-match': '2' })
    expect(both).toMatchObject(wrong)
  })

  it('is one, however often the request with its key is repeated', async () => {
    const { ask, create, names } = open()
    const first = await create('VIP')
    await ask('PATCH', `sources/main/views/${first.id}`, { name: 'Best', version: 1 })
    const body = { key: 'key of VIP', name: 'VIP', search: 'sort=name' }
    const repeated = await ask('POST', 'sources/main/views', body)
    expect(repeated).toMatchObject({ status: 200, body: { id: first.id, name: 'Best' } })
    const other = await ask('POST', 'sources/main/views', { ...body, search: 'sort=-name' })
    expect(other).toMatchObject({ status: 400, body: { fields: [{ name: 'key' }] } })
    expect(await names()).toEqual(['Best'])
  })

  it('has a name that no other has, in any case, or gets a number', async () => {
    const { ask, create, names } = open()
    const vip = await create('VIP')
    const same = { key: 'k', name: 'vip', search: '' }
    const taken = { status: 409, body: { code: 'conflict', present: { id: vip.id } } }
    expect(await ask('POST', 'sources/main/views', same)).toMatchObject(taken)
    expect(await create('vip', { key: 'k', ifTaken: 'number' })).toMatchObject({ name: 'vip (2)' })
    // Private and shared ones are apart, until one becomes the other.
    const shared = await create('VIP', { key: 's', isShared: true })
    const url = `sources/main/views/${shared.id}`
    expect(await ask('PATCH', url, { isShared: false, version: 1 })).toMatchObject(taken)
    // A deleted one gives its name away, and gets another one.
    await ask('DELETE', at(vip))
    await create('VIP', { key: 'later' })
    await ask('POST', `sources/main/views/${vip.id}/restore?version=2`)
    expect(await names()).toEqual(['VIP (3)', 'vip (2)', 'VIP', 'VIP'])
  })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(61) }, 'name'],
    [{ search: '?sort=name' }, 'search'],
    [{ search: 'sort=name#x' }, 'search'],
    [{ search: 'sort name' }, 'search'],
    [{ search: `search=${'x'.repeat(20_000)}` }, 'search'],
    [{ owner: 'somebody' }, 'owner'],
  ])('is rejected with %j', async (more, name) => {
    const { ask } = unchanged
    const body = { key: 'k', name: 'VIP', search: '', ...more }
    expect(await ask('POST', 'sources/main/views', body)).toMatchObject({
      status: 400,
      body: { fields: [{ name }] },
    })
  })

  it('holds an address of another version, which the dashboard reports', async () => {
    const { create } = open()
    const search = 'where=%7Bdamaged&later=%D1%8F+x&sort=~&search='
    expect(await create('Later', { search })).toMatchObject({ search })
  })

  it('belongs to a source, which has to exist', async () => {
    const { ask, create } = open()
    const view = await create('VIP')
    expect((await ask('GET', 'sources/legacy/views')).body).toMatchObject({ items: [] })
    for (const url of ['sources/nowhere/views', at(view).replace('main', 'legacy')])
      expect((await ask(url.includes('?') ? 'DELETE' : 'GET', url)).status).toBe(404)
  })

  it('is one of so many', async () => {
    const { store, ask } = open()
    const views = createViews(store)
    const viewer = { id: 'local', name: 'this computer', address: null, mayShare: true }
    for (let index = 0; index < maxOwnViews; index++)
      await views.create('main', { key: `${index}`, name: `${index}`, search: '' }, viewer)
    const one = { key: 'more', name: 'One more', search: '' }
    expect(await ask('POST', 'sources/main/views', one)).toMatchObject({
      status: 403,
      body: { code: 'limit_reached' },
    })
    const shared = await ask('POST', 'sources/main/views', { ...one, isShared: true })
    expect(shared.status).toBe(201)
    const url = `sources/main/views/${shared.body.id}`
    expect((await ask('PATCH', url, { isShared: false, version: 1 })).status).toBe(403)
  })
})

describe('views of several people', () => {
  const ann = { id: 'ann', name: 'Ann', address: null, mayShare: true }
  const bob = { id: 'bob', name: 'Bob', address: null, mayShare: true }
  const guest = { id: 'guest', name: 'Guest', address: null, mayShare: false }

  it('are seen by their owner, and by everybody if they are shared', async () => {
    const { store } = open()
    const views = createViews(store)
    const { view } = await views.create('main', { key: 'k', name: 'VIP', search: '' }, ann)
    const target = { source: 'main', id: view.id, version: 1 }
    expect((await views.list('main', bob)).items).toEqual([])
    await expect(views.change(target, { name: 'Mine' }, bob)).rejects.toThrow('No view')
    await views.change(target, { isShared: true }, ann)
    const [seen] = (await views.list('main', bob)).items
    expect(seen).toMatchObject({ isOwn: false, mayEdit: true, owner: 'Ann' })
    const renamed = await views.change({ ...target, version: 2 }, { name: 'All' }, bob)
    expect(renamed).toMatchObject({ name: 'All', owner: 'Ann', changedBy: 'Bob', version: 3 })
  })

  it('are shared, and changed when shared, by those who may share', async () => {
    const { store } = open()
    const views = createViews(store)
    const asked = { key: 'k', name: 'VIP', search: '', isShared: true }
    const { view } = await views.create('main', asked, ann)
    const target = { source: 'main', id: view.id, version: 1 }
    expect((await views.list('main', guest)).items).toMatchObject([{ mayEdit: false }])
    for (const attempt of [
      () => views.create('main', asked, guest),
      () => views.change(target, { name: 'Mine' }, guest),
      () => views.change(target, { isShared: false }, guest),
      () => views.remove(target, guest),
    ])
      await expect(attempt()).rejects.toThrow('not allowed')
    const own = await views.create('main', { ...asked, isShared: false }, guest)
    expect(own.view).toMatchObject({ mayEdit: true })
    const mine = { source: 'main', id: own.view.id, version: 1 }
    await expect(views.change(mine, { isShared: true }, guest)).rejects.toThrow('not allowed')
  })

  it('keep their keys and names apart', async () => {
    const { store } = open()
    const views = createViews(store)
    const asked = { key: 'k', name: 'VIP', search: '' }
    const [first, second] = [
      await views.create('main', asked, ann),
      await views.create('main', asked, bob),
    ]
    expect([first.isNew, second.isNew]).toEqual([true, true])
    expect(first.view.id).not.toBe(second.view.id)
  })
})

it('shortens a long name for its number, and counts on', () => {
  const name = 'x'.repeat(60)
  expect(numberedName(name, new Set())).toBe(`${'x'.repeat(56)} (2)`)
  expect(numberedName('VIP (7)', new Set(['vip (2)']))).toBe('VIP (3)')
  expect(numberedName(`${'x'.repeat(55)}🙂${'y'.repeat(3)}`, new Set())).toBe(
    `${'x'.repeat(55)} (2)`,
  )
})

describe('preferences', () => {
  it('are merged by key, each with a version', async () => {
    const { ask } = open()
    const put = async (...items: object[]) => (await ask('PUT', 'preferences', { items })).body
    expect((await ask('GET', 'preferences')).body).toEqual({ owner: 'local', items: [] })
    const widths = { left: 320, folded: [true, null] }
    await put({ key: 'theme', value: 'dark' }, { key: 'columns.main', value: 'name,phones' })
    expect(await put({ key: 'panel', value: widths }, { key: 'theme', value: 'dark' })).toEqual({
      owner: 'local',
      items: [
        { key: 'columns.main', value: 'name,phones', version: 1 },
        { key: 'panel', value: widths, version: 1 },
        { key: 'theme', value: 'dark', version: 1 },
      ],
    })
    expect(await put({ key: 'theme', value: null })).toMatchObject({
      items: [{}, {}, { key: 'theme', value: null, version: 2 }],
    })
  })

  it.each([
    ['the last write counts', undefined, 'light', 3],
    ['a write to the present version counts', 2, 'light', 3],
    ['a write to an older version is not made', 1, 'dark', 2],
    ['a first write is not made where there is one', 0, 'dark', 2],
    ['a write to an unknown version is not made', 9, 'dark', 2],
  ])('%s', async (_, version, value, next) => {
    const { ask } = open()
    for (const known of ['system', 'dark'])
      await ask('PUT', 'preferences', { items: [{ key: 'theme', value: known }] })
    const items = [{ key: 'theme', value: 'light', ...(version !== undefined && { version }) }]
    const { body } = await ask('PUT', 'preferences', { items })
    expect(body.items).toEqual([{ key: 'theme', value, version: next }])
  })

  it.each([
    [{ key: '../x', value: 1 }, 'items.0.key'],
    [{ key: 'theme' }, 'items.0.value'],
    [{ key: 'theme', value: 'x'.repeat(8000) }, 'items.0.value'],
  ])('reject %j', async (item, name) => {
    const { ask } = unchanged
    expect(await ask('PUT', 'preferences', { items: [item] })).toMatchObject({
      status: 400,
      body: { fields: [{ name }] },
    })
  })

  it('are so many at most, and none of a request beyond is written', async () => {
    const { ask } = open()
    const some = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({ key: `${name}.${index}`, value: index }))
    await ask('PUT', 'preferences', { items: some(490, 'a') })
    expect((await ask('PUT', 'preferences', { items: some(20, 'b') })).status).toBe(400)
    expect((await ask('GET', 'preferences')).body.items).toHaveLength(490)
  })
})
