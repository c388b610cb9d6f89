import { afterEach, describe, expect, it } from 'vitest'
import type { LiveEvent } from '#contract/api/proxy-events.ts'
import { changedContact } from '#testing/live-event.ts'
import type { readLiveEvents } from './live-stream.ts'
import { createTabEvents } from './live-tabs.ts'

type Reading = Parameters<typeof readLiveEvents>[0]

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A browser whose tabs agree by locks, which are granted in the order of the requests. */
function createBrowser({ hasLocks = true } = {}) {
  const channels = new Set<BroadcastChannel>()
  const waiting: (() => void)[] = []
  let isHeld = false
  const connections: Reading[] = []

  const grant = () => {
    if (isHeld) return
    const next = waiting.shift()
    if (!next) return
    isHeld = true
    next()
  }
  const request = (
    _name: string,
    { signal }: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const run = () => {
        Promise.resolve(work(null))
          .then(resolve, reject)
          .finally(() => {
            isHeld = false
            grant()
          })
      }
      signal?.addEventListener('abort', () => {
        const index = waiting.indexOf(run)
        if (index < 0) return
        waiting.splice(index, 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
      waiting.push(run)
      grant()
    })
  /** Reads until it is aborted, as the stream does. */
  const read = (reading: Reading) =>
    new Promise<void>((resolve) => {
      connections.push(reading)
      reading.signal.addEventListener('abort', () => {
        connections.splice(connections.indexOf(reading), 1)
        resolve()
      })
    })

  return {
    connections,
    openTab: () => {
      const document = Object.assign(new EventTarget(), {
        visibilityState: 'visible' as DocumentVisibilityState,
      })
      const events: LiveEvent[] = []
      const line: boolean[] = []
      const tab = createTabEvents({
        locks: hasLocks ? { request: request as LockManager['request'] } : undefined,
        openChannel() {
          const channel = new BroadcastChannel('live-tabs-test')
          channels.add(channel)
          return channel
        },
        document,
        read,
      })
      const close = tab.subscribe({
        onEvent: (event) => events.push(event),
        onLine: (isConnected) => line.push(isConnected),
      })
      closing.push(close)
      return {
        tab,
        events,
        line,
        close,
        show(isSeen: boolean) {
          document.visibilityState = isSeen ? 'visible' : 'hidden'
          document.dispatchEvent(new Event('visibilitychange'))
        },
      }
    },
  }
}

describe('the tabs of a browser', () => {
  it('share one connection', async () => {
    const { connections, openTab } = createBrowser()
    const tabs = [openTab(), openTab(), openTab()]
    const [first] = connections
    first?.onLine(true)
    first?.onEvent(changedContact(1), 'run.1')
    for (const { events } of tabs) await expect.poll(() => events.at(-1)).toEqual(changedContact(1))
    expect(connections).toHaveLength(1)
    expect(tabs.every(({ tab }) => tab.isConnected())).toBe(true)
  })

  it('go on from the last event when the tab that has it is closed', async () => {
    const { connections, openTab } = createBrowser()
    const [first, second] = [openTab(), openTab()]
    connections[0]?.onLine(true)
    connections[0]?.onEvent(changedContact(1), 'run.1')
    await expect.poll(() => second.events.at(-1)).toEqual(changedContact(1))
    const [former] = connections
    first.close()
    await expect.poll(() => connections[0] === former).toBe(false)
    await expect.poll(() => connections[0]?.lastId()).toBe('run.1')
    connections[0]?.onEvent(changedContact(2), 'run.2')
    expect(second.events.at(-1)).toEqual(changedContact(2))
    expect(connections).toHaveLength(1)
  })

  it('know that nothing is told of the past to one that is opened later', async () => {
    const { connections, openTab } = createBrowser()
    openTab()
    connections[0]?.onLine(true)
    const later = openTab()
    await expect.poll(() => later.events).toEqual([{ type: 'ready', isResumed: false }])
    expect(later.line).toEqual([true])
  })

  it('are told when the connection is lost', async () => {
    const { connections, openTab } = createBrowser()
    const [first, second] = [openTab(), openTab()]
    connections[0]?.onLine(true)
    await expect.poll(() => second.line).toEqual([true])
    connections[0]?.onLine(false)
    await expect.poll(() => second.line).toEqual([true, false])
    expect(first.line).toEqual([true, false])
  })

  it('have a connection each while they are seen, where they cannot agree', async () => {
    const { connections, openTab } = createBrowser({ hasLocks: false })
    const [first, second] = [openTab(), openTab()]
    expect(connections).toHaveLength(2)
    first.show(false)
    expect(connections).toHaveLength(1)
    connections[0]?.onEvent(changedContact(1), 'run.1')
    expect([first.events, second.events]).toEqual([[], [changedContact(1)]])
    first.show(true)
    expect(connections).toHaveLength(2)
  })
})

it('tells parts of a page that come later that they know nothing of the past', async () => {
  const { connections, openTab } = createBrowser()
  const { tab } = openTab()
  connections[0]?.onLine(true)
  const events: LiveEvent[] = []
  closing.push(tab.subscribe({ onEvent: (event) => events.push(event) }))
  await expect.poll(() => events).toEqual([{ type: 'ready', isResumed: false }])
})
