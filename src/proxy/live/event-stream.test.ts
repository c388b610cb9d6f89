import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '#contract/api/proxy-events.ts'
import { changedContact } from '#testing/live-event.ts'
import { createEventLog, type Logged } from './event-log.ts'
import { eventStream } from './event-stream.ts'

function open({
  maxQueued = 10,
  heartbeat = 60_000,
  see = async (event: LiveEvent): Promise<LiveEvent | undefined> => event,
} = {}) {
  const log = createEventLog(100)
  const control = new AbortController()
  const clients = new Set<(logged: Logged) => void>()
  const stream = eventStream({
    subscribe(push) {
      clients.add(push)
      return () => void clients.delete(push)
    },
    missed: () => undefined,
    lastId: log.lastId,
    current: async () => [],
    see,
    signal: control.signal,
    maxQueued,
    heartbeat,
  })
  return {
    next: async () => (await stream.next()).value ?? 'end',
    publish: (id: number) => {
      const logged = log.add(changedContact(id))
      for (const push of clients) push(logged)
    },
    end: () => control.abort(),
    countClients: () => clients.size,
  }
}

describe('the events for one client', () => {
  it('wait for a slow client up to a limit, after which it reads everything again', async () => {
    const { next, publish } = open({ maxQueued: 3 })
    expect(await next()).toBe('retry: 2000\n\n')
    expect(await next()).toMatch(/"isResumed":false/)
    for (const id of [1, 2, 3]) publish(id)
    expect(await next()).toMatch(/^id: .*\.1\nevent: contacts\ndata: .*"changed":\[1\]/)
    for (const id of [4, 5]) publish(id)
    expect(await next()).toMatch(/^id: .*\.5\nevent: ready\ndata: .*"isResumed":false/)
    publish(6)
    expect(await next()).toMatch(/"changed":\[6\]/)
  })

  it('are sent as far as it may see them', async () => {
    const { next, publish } = open({
      see: async (event) => (JSON.stringify(event).includes('[1]') ? undefined : event),
    })
    await next()
    await next()
    publish(1)
    publish(2)
    expect(await next()).toMatch(/"changed":\[2\]/)
  })

  it('are replaced by a sign of life while there are none', async () => {
    const { next } = open({ heartbeat: 1 })
    await next()
    await next()
    expect(await next()).toBe(': heartbeat\n\n')
  })

  it('end with the connection', async () => {
    const { next, end, countClients } = open()
    await next()
    await next()
    expect(countClients()).toBe(1)
    const last = next()
    end()
    expect(await last).toBe('end')
    expect(countClients()).toBe(0)
  })
})
