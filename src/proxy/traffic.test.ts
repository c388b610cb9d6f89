import { afterEach, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { buildStack } from '#testing/stack.ts'
import { tagsValue, textValue } from '#testing/values.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The proxy on a real socket, where request bodies end and browsers disconnect. */
async function listening() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 5, name: 'Ada', tags: ['vip'] })
  addLead(stack.mock, 45_615)
  const origin = await stack.proxy.listen({ host: '127.0.0.1', port: 0 })
  closers.push(() => stack.proxy.close())
  const send = async (method: string, path: string, payload: object) => {
    const answer = await fetch(`${origin}/api/sources/${path}`, {
      method,
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    return { status: answer.status, text: await answer.text() }
  }
  return { ...stack, send }
}

it('completes writes that read first, on every kind of source', async () => {
  const { sources, send } = await listening()
  const changes = [{ attribute: 'tags', add: tagsValue('new') }]
  const edit = (id: number) => ({ items: [{ id, changes }] })
  const link = { link: [{ target: 'leads', id: 45_615 }] }
  for (const source of ['main', 'legacy']) {
    const edited = await send('PATCH', `${source}/contacts`, edit(5))
    // Both sources access one account: a contact created by the first is not changed by the second.
    const outcome = source === 'main' ? 'changed' : 'unchanged'
    expect(edited).toMatchObject({ status: 200, text: expect.stringContaining(`"${outcome}"`) })
    expect((await send('POST', `${source}/contacts/5/links`, link)).status).toBe(204)
  }
  const identity = { bot: 1, messenger: 'viber' as const, id: 'v1' }
  const call = { priority: 'person' } as const
  const known = { values: { name: textValue('Known') }, tags: [], identity }
  const [made] = (await sources.bots.writer?.createContacts([known], call)) ?? []
  const id = made && 'id' in made ? made.id : 0
  const edited = await send('PATCH', 'bots/contacts', edit(id))
  expect(edited).toMatchObject({ status: 200, text: expect.stringContaining('changed') })
})

it('never bases an edit on a read from before another write', async () => {
  const { mock, proxy, send } = await listening()
  mock.faults.add({ kind: 'latency', ms: 300, method: 'GET', path: '/api/v2/contacts', times: 1 })
  const early = proxy.inject('/api/sources/legacy/contacts/5')
  await expect.poll(() => mock.received.all().length).toBeGreaterThan(0)
  const edit = (name: string) => ({
    items: [{ id: 5, changes: [{ attribute: 'tags', add: tagsValue(name) }] }],
  })
  await send('PATCH', 'main/contacts', edit('theirs'))
  const mine = await send('PATCH', 'legacy/contacts', edit('mine'))
  expect(mine).toMatchObject({ status: 200, text: expect.stringContaining('changed') })
  await early
  const names = mock.store.contact(5)?.tags.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['vip', 'theirs', 'mine']))
})

it('reports a partial write if links were added and others could not be removed', async () => {
  const { mock, send } = await listening()
  addLead(mock, 45_616)
  mock.store.linkTo('leads', 5, 45_616)
  mock.faults.add({ kind: 'status', status: 400, path: '/api/v4/contacts/unlink' })
  const links = {
    link: [{ target: 'leads', id: 45_615 }],
    unlink: [{ target: 'leads', id: 45_616 }],
  }
  const both = await send('POST', 'main/contacts/5/links', links)
  expect(both.text).toContain('source_outcome_unknown')
  const alone = await send('POST', 'main/contacts/5/links', { unlink: links.unlink })
  expect(alone.status).toBe(422)
  expect(alone.text).not.toContain('source_outcome_unknown')
})
