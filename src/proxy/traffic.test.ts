import { afterEach, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { buildStack } from '#testing/stack.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The proxy on a real socket, where requests have bodies that end and browsers that leave. */
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

it('writes what reads before it writes, on every kind of source', async () => {
  const { sources, send } = await listening()
  const tags = { add: ['new'] }
  const edit = { items: [{ id: 5, tags }] }
  const link = { link: [{ target: 'leads', id: 45_615 }] }
  for (const source of ['main', 'legacy']) {
    const edited = await send('PATCH', `${source}/contacts`, edit)
    expect(edited).toMatchObject({ status: 200, text: expect.stringContaining('changed') })
    expect((await send('POST', `${source}/contacts/5/links`, link)).status).toBe(204)
  }
  const identity = { bot: 1, messenger: 'viber' as const, id: 'v1' }
  const call = { priority: 'person' } as const
  const [made] = await sources.bots.createContacts([{ name: 'Known', identity }], call)
  const id = made && 'id' in made ? made.id : 0
  const edited = await send('PATCH', 'bots/contacts', { items: [{ id, tags }] })
  expect(edited).toMatchObject({ status: 200, text: expect.stringContaining('changed') })
})

it('bases no edit on a read from before another write', async () => {
  const { mock, proxy, send } = await listening()
  mock.faults.add({ kind: 'latency', ms: 300, method: 'GET', path: '/api/v2/contacts', times: 1 })
  const early = proxy.inject('/api/sources/legacy/contacts/5')
  await expect.poll(() => mock.received.all().length).toBeGreaterThan(0)
  await send('PATCH', 'main/contacts', { items: [{ id: 5, tags: { add: ['theirs'] } }] })
  const mine = await send('PATCH', 'legacy/contacts', {
    items: [{ id: 5, tags: { add: ['mine'] } }],
  })
  expect(mine).toMatchObject({ status: 200, text: expect.stringContaining('changed') })
  await early
  const names = mock.store.contact(5)?.tags.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['vip', 'theirs', 'mine']))
})

it('reports a partial write where links were added and others could not be removed', async () => {
  const { send } = await listening()
  const payload = {
    link: [{ target: 'leads', id: 45_615 }],
    unlink: [{ target: 'catalogElements', id: 999_999_999, catalog: 999 }],
  }
  const both = await send('POST', 'main/contacts/5/links', payload)
  const alone = await send('POST', 'main/contacts/5/links', { unlink: payload.unlink })
  expect(alone.status).toBeGreaterThanOrEqual(400)
  expect(alone.text).not.toContain('source_outcome_unknown')
  expect(both.text).toContain('source_outcome_unknown')
})
