import { within } from '#proxy/within.ts'
import { maxIdsPerMessage, type MirrorChannel, type MirrorMessage } from './mirror-channel.ts'

type Written = Extract<MirrorMessage, { kind: 'written' }>
type Pending = { message: Written; read: () => void; isRead: Promise<void>; isAwaited: boolean }

const maxPending = 500 // messages; following finds what is lost by its time of change

/** What this process has written while another one writes the copy, until that has read it. */
export function createSharedWrites({ send }: Pick<MirrorChannel, 'send'>) {
  const pending = new Map<number, Pending>()
  let last = 0

  return {
    /**
     * Rejects if the database cannot be reached; it is told again to the next one that writes.
     * `read` resolves when that has read them.
     */
    async report(
      ids: number[],
      answered: { id: number; updatedAt: number | null }[],
    ): Promise<{ read: Promise<unknown> }> {
      const reading: Promise<void>[] = []
      const times = new Map(answered.map(({ id, updatedAt }) => [id, updatedAt]))
      const all = [...new Set([...ids, ...times.keys()])]
      for (let first = 0; first < all.length; first += maxIdsPerMessage) {
        const some = all.slice(first, first + maxIdsPerMessage)
        last += 1
        const message: Written = {
          kind: 'written',
          call: last,
          ids: some,
          answered: some.flatMap((id): Written['answered'] => {
            const updatedAt = times.get(id)
            return updatedAt === undefined ? [] : [[id, updatedAt]]
          }),
        }
        const { promise, resolve } = Promise.withResolvers<void>()
        pending.set(last, { message, read: resolve, isRead: promise, isAwaited: true })
        reading.push(promise)
        const [oldest] = pending.keys()
        if (pending.size > maxPending && oldest !== undefined) pending.delete(oldest)
        await send(message)
      }
      return { read: Promise.all(reading) }
    },
    noteRead(call: number) {
      pending.get(call)?.read()
      pending.delete(call)
    },
    /** To another one that writes from now on. */
    async reportAgain() {
      for (const { message } of pending.values()) await send(message)
    },
    /** At most so many milliseconds, and not again for what was not read by then. */
    async awaitRead(ms: number) {
      const awaited = [...pending.values()].filter(({ isAwaited }) => isAwaited)
      if (awaited.length === 0) return
      await within(ms, Promise.all(awaited.map(({ isRead }) => isRead)))
      for (const one of awaited) one.isAwaited = false
    },
    /** This process reads it by itself. */
    takeAll(): number[] {
      const ids = [...pending.values()].flatMap(({ message }) => message.ids)
      for (const { read } of pending.values()) read()
      pending.clear()
      return ids
    },
  }
}
