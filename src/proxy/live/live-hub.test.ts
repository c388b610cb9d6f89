import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { liveEvent, type LiveEvent } from '#contract/api/proxy-events.ts'
import { identifyRequests } from '#proxy/plugins/identify.ts'
import { createSessionCookies } from '#proxy/plugins/session-cookies.ts'
import { eventRoutes } from '#proxy/routes/event-routes.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack, controlOf, type Stack } from '#testing/stack.ts'
import { createLiveHub } from './live-hub.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A stack whose copy is complete and follows its source without a pause. */
async function build(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({
    contacts: 300,
    mirror: true,
    mirrorSettings: { interval: 0, watchedInterval: 0 },
    ...options,
  })
  closing.push(async () => {
    await stack.proxy.close()
    await stack.mock.app.close()
  })
  stack.sources.main.mirror?.begin()
  await expect.poll(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  return { ...stack, control: controlOf(stack.mock) }
}

type Received = { id: string | undefined; event: LiveEvent }

/** Connects, and collects what arrives. */
async function connect({ proxy }: Pick<Stack, 'proxy'>, lastId?: string) {
  const response = await proxy.inject({
    url: '/api/events',
    headers: lastId === undefined ? {} : { 'last-event-id': lastId },
    payloadAsStream: true,
  })
  const received: Received[] = []
  const body = response.stream()
  const state = { text: '', isEnded: false }
  body.on('data', (chunk: Buffer) => {
    state.text += chunk.toString()
    const blocks = state.text.split('\n\n')
    state.text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data === undefined) continue
      const event = liveEvent.parse(JSON.parse(data))
      received.push({ id: /^id: (.*)$/m.exec(block)?.[1], event })
    }
  })
  body.on('end', () => (state.isEnded = true))
  const disconnect = () => void body.destroy()
  closing.push(disconnect)
  const eventsOf = <Type extends LiveEvent['type']>(type: Type) =>
    received.flatMap(({ event }) => (isOf(event, type) ? [event] : []))
  await expect.poll(() => eventsOf('ready').length).toBeGreaterThan(0)
  return {
    response,
    received,
    eventsOf,
    isEnded: () => state.isEnded,
    lastId: () => received.findLast(({ id }) => id !== undefined)?.id,
    disconnect,
  }
}

const isOf = <Type extends LiveEvent['type']>(
  event: LiveEvent,
  type: Type,
): event is Extract<LiveEvent, { type: Type }> => event.type === type

const idsOf = async ({ proxy }: Pick<Stack, 'proxy'>) =>
  (await proxy.inject('/api/sources/main/contacts?size=50'))
    .json<{ items: { id: number }[] }>()
    .items.map(({ id }) => id)

describe('the events of all sources', () => {
  it('name contacts that the copy has read anew', async () => {
    const stack = await build()
    const [first = 0, second = 0, third = 0] = await idsOf(stack)
    const { response, eventsOf } = await connect(stack)
    expect(response.headers['content-type']).toBe('text/event-stream')
    expect(eventsOf('ready')).toEqual([{ type: 'ready', isResumed: false }])
    await stack.control('PATCH', `/_mock/contacts/${first}`, { name: 'Changed' })
    await stack.control('POST', '/_mock/contacts/delete', { ids: [second] })
    const { id: added } = stack.mock.store.addContact({ name: 'Added' })
    const named = () => ({
      changed: eventsOf('contacts').flatMap(({ changed }) => changed),
      removed: eventsOf('contacts').flatMap(({ removed }) => removed),
      added: eventsOf('contacts').flatMap((event) => event.added),
    })
    await expect.poll(() => named().changed).toContain(first)
    await expect.poll(() => named().removed).toEqual([second])
    await expect.poll(() => named().added).toEqual([added])
    expect(named().changed).not.toContain(third)
    expect(eventsOf('contacts').every(({ isMany }) => !isMany)).toBe(true)
  }, 30_000)

  it('name what this proxy has written once it is read again', async () => {
    const stack = await build({ mirrorSettings: {} })
    const { eventsOf } = await connect(stack)
    await openJobClient(stack).run({ kind: 'create', rows: [{ name: 'Ada' }] })
    await expect.poll(() => eventsOf('contacts').flatMap(({ added }) => added)).toHaveLength(1)
  })

  it('name a changed row that somebody looks at, between two cycles', async () => {
    const stack = await build({ mirrorSettings: { verifiedFor: 0, verifyInterval: 0 } })
    const [shown = 0] = await idsOf(stack)
    const { eventsOf } = await connect(stack)
    await stack.control('PATCH', `/_mock/contacts/${shown}`, { name: 'Changed' })
    await idsOf(stack)
    await expect.poll(() => eventsOf('contacts').flatMap(({ changed }) => changed)).toContain(shown)
  })

  it('name what is new from the first look at the list on, however recently it was read', async () => {
    const hour = 3_600_000
    const stack = await build({ mirrorSettings: { interval: hour, watchedInterval: 2000 } })
    const { eventsOf } = await connect(stack)
    const { id } = stack.mock.store.addContact({ name: 'Added' })
    await idsOf(stack)
    await expect.poll(() => eventsOf('contacts').flatMap(({ added }) => added)).toEqual([id])
  })

  it('say that there are many instead of naming them', async () => {
    const stack = await build({ contacts: 600 })
    const { eventsOf } = await connect(stack)
    const { store } = stack.mock
    store.transaction(() => {
      for (let count = 0; count < 260; count++) store.addContact({ name: `Added ${count}` })
    })
    await expect
      .poll(() => eventsOf('contacts').some(({ isMany }) => isMany), { timeout: 20_000 })
      .toBe(true)
    expect(Math.max(...eventsOf('contacts').map(({ added }) => added.length))).toBeLessThan(201)
  }, 30_000)

  it('tell the state of a copy at first, whenever it changes, and other capabilities', async () => {
    const stack = await build()
    const { eventsOf } = await connect(stack)
    const states = () => eventsOf('mirror').map(({ status }) => status.state)
    await expect.poll(states).toContain('complete')
    const asOf = () => eventsOf('mirror').at(-1)?.status.asOf
    const before = asOf()
    await expect.poll(asOf).not.toBe(before)
    await stack.sources.main.mirror?.pause()
    await expect.poll(() => states().at(-1)).toBe('paused')
    await stack.sources.main.mirror?.erase()
    await expect.poll(() => states().at(-1)).toBe('off')
    await expect
      .poll(() => eventsOf('capabilities').at(-1)?.capabilities)
      .toMatchObject({ totals: false, mirror: false })
    await stack.sources.main.mirror?.turnOn()
    await expect
      .poll(() => eventsOf('capabilities').at(-1)?.capabilities.totals, { timeout: 20_000 })
      .toBe(true)
  }, 60_000)

  it('tell how far each job is', async () => {
    const stack = await build({ mirrorSettings: {} })
    const { eventsOf } = await connect(stack)
    const rows = Array.from({ length: 120 }, (_, index) => ({ name: `Ada ${index}` }))
    const { job } = await openJobClient(stack).run({ kind: 'create', rows })
    await expect
      .poll(() => eventsOf('job').at(-1)?.job)
      .toMatchObject({ id: job.id, state: 'done', counts: { created: 120 } })
    const versions = eventsOf('job').map(({ job: { version } }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  })
})

describe('a client that connects again', () => {
  it('gets what it has missed, once', async () => {
    const stack = await build()
    const [first = 0, second = 0] = await idsOf(stack)
    const one = await connect(stack)
    await stack.control('PATCH', `/_mock/contacts/${first}`, { name: 'Changed' })
    await expect.poll(() => one.eventsOf('contacts').length).toBeGreaterThan(0)
    const lastId = one.lastId()
    one.disconnect()
    const other = await connect(stack)
    await stack.control('PATCH', `/_mock/contacts/${second}`, { name: 'Changed, too' })
    await expect
      .poll(() => other.eventsOf('contacts').flatMap(({ changed }) => changed))
      .toContain(second)
    const again = await connect(stack, lastId)
    expect(again.eventsOf('ready')).toEqual([{ type: 'ready', isResumed: true }])
    await expect
      .poll(() => again.eventsOf('contacts').flatMap(({ changed }) => changed))
      .toEqual([second])
  }, 30_000)

  it('reads everything again after more events than are remembered, or another start', async () => {
    const stack = await build({ liveSettings: { maxRemembered: 1 } })
    const [id = 0] = await idsOf(stack)
    const one = await connect(stack)
    const lastId = one.lastId()
    for (const name of ['One', 'Two', 'Three']) {
      const before = one.eventsOf('contacts').length
      await stack.control('PATCH', `/_mock/contacts/${id}`, { name })
      await expect.poll(() => one.eventsOf('contacts').length).toBeGreaterThan(before)
    }
    for (const unknown of [lastId, 'another-run.1', '']) {
      const again = await connect(stack, unknown)
      expect(again.eventsOf('ready')).toEqual([{ type: 'ready', isResumed: false }])
    }
  }, 30_000)
})

describe('the connections', () => {
  it('do not delay the close of the proxy', async () => {
    const stack = await build()
    const address = await stack.proxy.listen({ host: '127.0.0.1', port: 0 })
    const answer = await fetch(`${address}/api/events`)
    const text = answer.text()
    await stack.proxy.close()
    expect(await text).toContain('event: ready')
  })

  it('are forgotten when clients leave', async () => {
    const hub = createLiveHub({ sources: [], readStatus: () => Promise.reject(new Error('none')) })
    const app = Fastify()
    identifyRequests(app, {
      auth: undefined,
      cookies: createSessionCookies({ isSecure: false }),
      place: { isDemo: false, hasReverseProxy: false, isOpen: false },
    })
    app.register(async (api) => eventRoutes(api, { hub }), { prefix: '/api' })
    closing.push(async () => {
      hub.close()
      await app.close()
    })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const control = new AbortController()
    const answer = await fetch(`${address}/api/events`, { signal: control.signal })
    const reading = answer.text().catch(() => 'aborted')
    await expect.poll(hub.countClients).toBe(1)
    control.abort()
    expect(await reading).toBe('aborted')
    await expect.poll(hub.countClients).toBe(0)
  })
})
