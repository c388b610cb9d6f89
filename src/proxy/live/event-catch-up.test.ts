import { expect, it } from 'vitest'
import { liveEvent } from '#contract/api/proxy-events.ts'
import { changedContact } from '#testing/live-event.ts'
import { createRandom, runs, seed } from '#testing/soak.ts'
import { createEventLog, type Logged } from './event-log.ts'
import { eventStream } from './event-stream.ts'

/** Events of which only the last ones are remembered; the contact of event N has the ID N. */
function createPublisher(maxRemembered: number) {
  const log = createEventLog(maxRemembered)
  const clients = new Set<(logged: Logged) => void>()
  let count = 0
  return {
    log,
    clients,
    count: () => count,
    publish() {
      count += 1
      const logged = log.add(changedContact(count))
      for (const push of clients) push(logged)
    },
  }
}

type Publisher = ReturnType<typeof createPublisher>

/** A browser: it reads everything when it is told to, and otherwise applies events as they come. */
function createBrowser(publisher: Publisher, maxQueued: number) {
  const known = new Set<number>()
  let lastId: string | undefined
  let connection: { stream: AsyncGenerator<string, void>; control: AbortController } | undefined

  function connect() {
    const control = new AbortController()
    const { log, clients } = publisher
    const last = lastId
    const stream = eventStream({
      subscribe(push) {
        clients.add(push)
        return () => void clients.delete(push)
      },
      missed: () => log.after(last),
      lastId: log.lastId,
      current: async () => [],
      see: async (event) => event,
      signal: control.signal,
      maxQueued,
      heartbeat: 60_000,
    })
    connection = { stream, control }
  }

  async function cut() {
    const cutOff = connection
    connection = undefined
    cutOff?.control.abort()
    await cutOff?.stream.return()
  }

  /** Takes a block from the connection, and loses it if that is cut before it has arrived. */
  async function receive(isLost: boolean) {
    if (!connection) connect()
    const { value } = (await connection?.stream.next()) ?? {}
    if (isLost) return cut()
    const data = /^data: (.*)$/m.exec(value ?? '')?.[1]
    if (data === undefined) return undefined
    lastId = /^id: (.*)$/m.exec(value ?? '')?.[1] ?? lastId
    const event = liveEvent.parse(JSON.parse(data))
    if (event.type === 'ready' && !event.isResumed)
      for (let id = 1; id <= publisher.count(); id++) known.add(id)
    if (event.type === 'contacts') for (const id of event.changed) known.add(id)
    return event
  }

  return { receive, cut, known, lastId: () => lastId }
}

it('a connection that is cut at any time catches up without a gap', async () => {
  const random = createRandom()
  let resumed = 0
  let reread = 0
  for (let run = 0; run < runs(100); run++) {
    const publisher = createPublisher(1 + Math.floor(random() * 8))
    const browser = createBrowser(publisher, 1 + Math.floor(random() * 4))
    for (let step = 0; step < 60; step++) {
      const chance = random()
      if (chance < 0.5) publisher.publish()
      else if (chance < 0.6) await browser.cut()
      // A connection has something to say: two blocks at its begin, then what is published.
      else {
        publisher.publish()
        const event = await browser.receive(random() < 0.2)
        if (event?.type === 'ready' && event.isResumed) resumed += 1
        if (event?.type === 'ready' && !event.isResumed) reread += 1
      }
    }
    // The next one is the last thing it has to learn.
    publisher.publish()
    const last = publisher.log.lastId()
    while (browser.lastId() !== last) await browser.receive(false)
    const missing = Array.from({ length: publisher.count() }, (_, index) => index + 1).filter(
      (id) => !browser.known.has(id),
    )
    expect(missing, `seed ${seed}, run ${run}`).toEqual([])
    await browser.cut()
    expect(publisher.clients.size).toBe(0)
  }
  // Both ways to catch up were taken.
  expect(Math.min(resumed, reread)).toBeGreaterThan(10)
})
