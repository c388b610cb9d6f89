import { describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '#contract/api/proxy-events.ts'
import { readLiveEvents } from './live-stream.ts'

const contacts: LiveEvent = {
  type: 'contacts',
  source: 'main',
  added: [1],
  changed: [],
  removed: [],
  isMany: false,
}
const ready: LiveEvent = { type: 'ready', isResumed: true }
const text = [
  'retry: 1',
  `id: run.1\nevent: ready\ndata: ${JSON.stringify(ready)}`,
  ': heartbeat',
  `id: run.2\nevent: contacts\ndata: ${JSON.stringify(contacts)}`,
  '',
].join('\n\n')

/** A stream that arrives in pieces of `size` bytes, and then breaks off. */
function answer(sent: string, size: number): Response {
  const bytes = new TextEncoder().encode(sent)
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (let at = 0; at < bytes.length; at += size) stream.enqueue(bytes.slice(at, at + size))
      stream.close()
    },
  })
  return new Response(body)
}

/** Reads answers until there are no more; each connection says which event it had last. */
async function read(answers: (() => Promise<Response>)[]) {
  const control = new AbortController()
  const asked: (string | null)[] = []
  vi.stubGlobal('fetch', (_path: string, { headers }: RequestInit) => {
    asked.push(new Headers(headers).get('last-event-id'))
    const next = answers.shift()
    if (next) return next()
    control.abort()
    return Promise.reject(new TypeError('fetch failed'))
  })
  const events: LiveEvent[] = []
  const line: boolean[] = []
  let lastId: string | undefined
  await readLiveEvents({
    signal: control.signal,
    lastId: () => lastId,
    onEvent(event, id) {
      events.push(event)
      lastId = id
    },
    onLine: (isConnected) => line.at(-1) !== isConnected && line.push(isConnected),
    wait: 1,
  })
  return { events, asked, line }
}

describe('the events of the proxy', () => {
  const lineEnds = ['\n', '\r\n', '\r']
  const sizes = [1, 7, 100_000]
  it.each(lineEnds.flatMap((lineEnd) => sizes.map((size) => [lineEnd, size] as const)))(
    'are read over lines that end by %j, in pieces of %i bytes',
    async (lineEnd, size) => {
      const { events } = await read([async () => answer(text.replaceAll('\n', lineEnd), size)])
      expect(events).toEqual([ready, contacts])
    },
  )

  it('are read past fields and events of a later version', async () => {
    const later = `news:1\n${text.replaceAll(/^(\w+): /gm, '$1:')}event: more\ndata: {"type":"more"}\n\n`
    const { events } = await read([async () => answer(later, 100_000)])
    expect(events).toEqual([ready, contacts])
  })

  it('are read on from the last one after the connection was lost or rejected', async () => {
    const { events, asked, line } = await read([
      async () => answer(text, 100_000),
      () => Promise.reject(new TypeError('fetch failed')),
      async () => new Response('<html>', { status: 502 }),
      async () => answer(text, 100_000),
    ])
    expect(events).toEqual([ready, contacts, ready, contacts])
    expect(asked).toEqual([null, 'run.2', 'run.2', 'run.2', 'run.2'])
    expect(line).toEqual([true, false, true, false])
  })
})
