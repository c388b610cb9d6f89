import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import { createSleeper } from '#proxy/sources/transport/sleep.ts'
import { mirrorChoice } from './mirror-choices.ts'
import type { PostgresPlace } from './postgres-mirror.ts'

/** What the proxies of one database tell each other about a copy; seconds are Unix time. */
const mirrorMessage = z.discriminatedUnion('kind', [
  /** A user has turned it on or off, or paused it. */
  z.object({ kind: z.literal('choice'), choice: mirrorChoice }),
  /** For the one that writes it: contacts that were written, are on screen, or all are to be read. */
  z.object({
    kind: z.literal('written'),
    call: z.int(),
    ids: z.array(z.int()),
    answered: z.array(z.tuple([z.int(), z.int().nullable()])),
  }),
  z.object({
    kind: z.literal('viewed'),
    ids: z.array(z.int()),
    hasChats: z.boolean().default(false),
  }),
  /** For the same: contacts whose chats were moved. */
  z.object({ kind: z.literal('chats'), ids: z.array(z.int()) }),
  /** The source has said that they may have changed. */
  z.object({ kind: z.literal('hinted'), ids: z.array(z.int()) }),
  z.object({ kind: z.literal('scan') }),
  z.object({ kind: z.literal('restart') }),
  /** From that one: what was written has been read; it has just begun to write. */
  z.object({ kind: z.literal('read'), to: z.string(), call: z.int() }),
  z.object({ kind: z.literal('begun') }),
  /** Contacts of a complete copy are other ones now. */
  z.object({
    kind: z.literal('changed'),
    added: z.array(z.int()),
    changed: z.array(z.int()),
    removed: z.array(z.int()),
    isMany: z.boolean(),
  }),
])
export type MirrorMessage = z.infer<typeof mirrorMessage>
const envelope = z.object({ from: z.string(), message: mirrorMessage })

type Listener = {
  onMessage: (message: MirrorMessage, from: string) => void
  /** Called after messages may have been missed. */
  onConnected: () => void
}

type Turn = {
  /** Called while this process is the one that writes, until `onLost`. */
  onTaken: () => void
  onLost: () => Promise<void>
  /** Called each time when another one is it. */
  onWaiting: () => void
}

type Options = {
  place: PostgresPlace
  onError: (error: unknown) => void
  /** Milliseconds between two attempts, and between two signs of life. */
  interval?: number | undefined
}

/** Bytes of a notification are limited to 8,000. */
export const maxIdsPerMessage = 150
const maxAnswer = 10_000

type Query = (text: string, values: string[]) => Promise<Record<string, unknown>[]>

export type MirrorChannel = ReturnType<typeof createMirrorChannel>

/**
 * A session of a Postgres by which the proxies that share a copy tell each other what happens, and
 * take turns in writing it: the server takes the lock away from a process that has died.
 */
export function createMirrorChannel({ place, onError, interval = 2000 }: Options) {
  const own = randomUUID()
  const sleeper = createSleeper()
  const listeners = new Set<Listener>()
  /** Asks the server, while there is a session. */
  let query: Query | undefined
  let turn: Turn | undefined
  let isTaken = false
  let isClosed = false
  /** Whether it is known that the database is away. */
  let isReported = false
  const lockName = `kartoteka ${place.schema}`
  const running = run()

  async function run(): Promise<void> {
    while (!isClosed) {
      try {
        await session()
      } catch (error) {
        if (!isClosed && !isReported) onError(error)
        isReported = true
      }
      if (!isClosed) await sleeper.sleep(interval)
    }
  }

  /** Until the connection ends. */
  async function session(): Promise<void> {
    const made = new pg.Client({
      connectionString: place.url,
      application_name: 'kartoteka',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: maxAnswer,
    })
    let failure: Error | undefined
    made.on('error', (error) => {
      failure = error
      sleeper.wakeAll()
    })
    made.on('notification', ({ payload }) => receive(payload ?? ''))
    try {
      await made.connect()
      const asked = inTurn(made)
      await asked(`listen "${place.schema}"`, [])
      query = asked
      isReported = false
      for (const { onConnected } of listeners) onConnected()
      while (!isClosed) {
        if (failure) throw failure
        const sleep = sleeper.prepare()
        await takeTurn(asked)
        await sleep(interval)
      }
    } finally {
      query = undefined
      await lose()
      await made.end()
    }
  }

  async function takeTurn(ask: Query): Promise<void> {
    const wanted = turn
    if (!wanted || isTaken) {
      await ask('select 1', []) // an answer shows that the session still holds the lock
      return
    }
    if (!(await tryLock(ask))) return wanted.onWaiting()
    if (turn !== wanted) return unlock(ask)
    isTaken = true
    wanted.onTaken()
  }

  async function tryLock(ask: Query): Promise<boolean> {
    const [row] = await ask('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [
      lockName,
    ])
    return row?.['taken'] === true
  }

  async function unlock(ask: Query): Promise<void> {
    await ask('select pg_advisory_unlock(hashtextextended($1, 0))', [lockName])
  }

  async function lose(): Promise<void> {
    if (!isTaken) return
    isTaken = false
    await turn?.onLost()
  }

  function receive(payload: string) {
    try {
      const { from, message } = envelope.parse(JSON.parse(payload))
      if (from === own) return
      for (const { onMessage } of listeners) onMessage(message, from)
    } catch (error) {
      onError(error)
    }
  }

  return {
    isOwn: (id: string) => id === own,
    /** To all others; nobody is reached while the database is away. */
    async send(message: MirrorMessage): Promise<void> {
      const payload = JSON.stringify({ from: own, message })
      await query?.('select pg_notify($1, $2)', [place.schema, payload])
    },
    listen(listener: Listener) {
      listeners.add(listener)
      if (query) listener.onConnected()
      return () => void listeners.delete(listener)
    },
    /** Asks for a turn, which lasts until it is given back or the session ends. */
    ask(wanted: Turn) {
      turn = wanted
      sleeper.wakeAll()
    },
    async giveBack(): Promise<void> {
      const [former, wasTaken] = [turn, isTaken]
      turn = undefined
      isTaken = false
      if (!wasTaken) return
      await former?.onLost()
      if (query) await unlock(query)
    },
    /** Does something while nobody writes, for which the others have to have given back their turn. */
    async alone(work: () => Promise<void>, waitMs = 10_000): Promise<void> {
      const until = performance.now() + waitMs
      for (;;) {
        if (query && (await tryLock(query))) break
        if (performance.now() > until)
          throw new Error('Another process writes the local copy, and does not end')
        await sleeper.sleep(100)
      }
      try {
        await work()
      } finally {
        if (query) await unlock(query)
      }
    },
    async close(): Promise<void> {
      isClosed = true
      sleeper.wakeAll()
      await running
    },
  }
}

/** One statement after another, in the order in which they were given. */
function inTurn(client: pg.Client): Query {
  let last: Promise<unknown> = Promise.resolve()
  return (text, values) => {
    const answer = last.then(async () => {
      const { rows } = await client.query<Record<string, unknown>>(text, values)
      return rows
    })
    last = answer.catch(() => {})
    return answer
  }
}
