import type { Talk } from '#contract/api/talks.ts'
import type { FeedContext, FeedRow } from '#proxy/sources/source-feed.ts'
import { changesOf, type ContactChanges } from '#proxy/sources/contact-changes.ts'
import type { MirrorWriter } from './mirror-writer.ts'

/** What the rows of a reading differed from the copy. */
export type Applied = { added: number; changed: number; outdated: number[] }

export type MirrorStore = ReturnType<typeof createMirrorStore>

/**
 * Writes of a mirror in the order in which they were asked for. Readings are numbered, so that an
 * older one never replaces a newer one.
 */
export function createMirrorStore(
  writer: MirrorWriter,
  opened: { sequence: number; count: number },
  /** Called with contacts that are other ones now than before. */
  onChange: (changes: ContactChanges) => void,
) {
  let { sequence, count } = opened
  /** Our writes and proven removals: a reading from before one, or older than its result, is dropped. */
  const ownWrites = new Map<number, { sequence: number; updatedAt: number | null }>()

  /** Contacts whose chats were moved, until they are read. */
  const chatReadings = new Map<number, number>()

  const isOutdated = ({ id, updatedAt }: FeedRow, reading: number): boolean => {
    const own = ownWrites.get(id)
    if (!own) return false
    if (own.sequence > reading) return true
    return own.updatedAt !== null && updatedAt !== null && updatedAt < own.updatedAt
  }

  function notify(changes: Partial<ContactChanges>) {
    const made = changesOf(changes)
    if (made) onChange(made)
  }

  return {
    count: () => count,
    /** The number of a reading, to be taken before it. */
    beginReading: () => (sequence += 1),
    async apply(rows: FeedRow[], reading: number, scan: number | null = null): Promise<Applied> {
      const outdated = rows.filter((row) => isOutdated(row, reading)).map(({ id }) => id)
      const isDropped = new Set(outdated)
      const current = rows.filter(({ id }) => !isDropped.has(id))
      const { added, changed, ...after } = await writer.apply(current, reading, scan)
      count = after.count
      for (const { id } of current) {
        const own = ownWrites.get(id)
        if (own && own.sequence <= reading) ownWrites.delete(id)
      }
      notify({ added, changed })
      return { added: added.length, changed: changed.length, outdated }
    },
    /** To be called before a write (time unknown) and after it. */
    wrote(ids: number[], updatedAt: number | null) {
      sequence += 1
      for (const id of ids) ownWrites.set(id, { sequence, updatedAt })
    },
    /** Removes rows that a reading has proven to be gone; returns how many. */
    async remove(ids: number[], reading: number): Promise<number> {
      const wanted = ids.filter((id) => (ownWrites.get(id)?.sequence ?? 0) <= reading)
      if (wanted.length === 0) return 0
      // A reading that began earlier must not bring them back.
      for (const id of wanted) ownWrites.set(id, { sequence: reading, updatedAt: null })
      const { removed, ...after } = await writer.remove(wanted, reading)
      count = after.count
      notify({ removed })
      return removed.length
    },
    /** To be called after chats were moved: how many were read before is not stored any more. */
    movedChats(ids: number[]) {
      sequence += 1
      for (const id of ids) chatReadings.set(id, sequence)
    },
    /** Stores how many chats contacts have, unless that was read later. */
    async applyChats(counts: ReadonlyMap<number, number>, reading: number): Promise<void> {
      const current = [...counts].filter(([id]) => (chatReadings.get(id) ?? 0) <= reading)
      for (const [id] of current) chatReadings.delete(id)
      notify({ changed: current.length > 0 ? await writer.setChats(current) : [] })
    },
    idsAfter: (last: number, limit: number) => writer.idsAfter(last, limit),
    talks: {
      /** `reading`: the one of all talks that has found them. */
      apply: async (talks: Talk[], reading: number | null): Promise<void> =>
        notify({ changed: await writer.applyTalks(talks, reading) }),
      remove: async (ids: number[]): Promise<void> =>
        notify({ changed: await writer.removeTalks(ids) }),
      inWork: () => writer.talksInWork(),
      ofContacts: (contacts: number[]) => writer.talksOfContacts(contacts),
      unseenBy: (reading: number) => writer.talksUnseenBy(reading),
    },
    maxId: () => writer.maxId(),
    withTasks: () => writer.withTasks(),
    unseenBy: (scan: number) => writer.unseenBy(scan),
    unnamedOf: (companies: number[]) => writer.unnamedOf(companies),
    async rename(kind: 'user' | 'company', given: ReadonlyMap<number, string>): Promise<void> {
      const renamed = await writer.rename(kind, [...given])
      notify(renamed === 'many' ? { isMany: true } : { changed: renamed })
    },
    setContext: (context: FeedContext) => writer.setContext(context),
    async rebuild(): Promise<void> {
      await writer.rebuild()
      notify({ isMany: true })
    },
    buildIndexes: () => writer.buildIndexes(),
    readMeta: (key: string) => writer.readMeta(key),
    writeMeta: (values: Record<string, string>) => writer.writeMeta(values),
  }
}
