import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FeedContext, RowDialect } from '#proxy/sources/source-feed.ts'
import { memoryFile } from './mirror-database.ts'
import {
  openReader,
  openWriter,
  type Opened,
  type ReaderApi,
  type WriterApi,
} from './mirror-parts.ts'
import type { MirrorReader } from './mirror-reader.ts'
import type { MirrorWriter } from './mirror-writer.ts'
import { startThread, type Thread } from './thread-calls.ts'

export type ThreadData = { role: 'writer' | 'reader'; file: string; rows: RowDialect }

type MirrorThreads = {
  writer: MirrorWriter
  reader: MirrorReader
  opened: Opened
  close: () => Promise<void>
}

/** An opened mirror, wherever it is. */
export type MirrorParts = MirrorThreads & {
  /** Bytes; null if it is kept in memory. */
  size: () => Promise<number | null>
}

export type OpenOptions = {
  /** The format of rows. */
  rows: RowDialect
  /** Called with an error that has ended a thread; without the writer the mirror has to be opened again. */
  onCrash: (error: Error, role: ThreadData['role']) => void
  /** Called with what an operator should know. */
  report: (message: string) => void
}

type Options = Omit<OpenOptions, 'report'> & { file: string }

/** The main thread and the writer keep a core. */
const maxReaders = Math.max(1, Math.min(3, availableParallelism() - 1))
const threadFile = join(import.meta.dirname, 'mirror-thread.ts')

/**
 * Opens the parts of a mirror in threads of their own, because SQLite blocks the thread that asks
 * it. One that is in memory has one connection, in this thread.
 */
export async function openMirrorThreads(options: Options): Promise<MirrorThreads> {
  const { file, rows } = options
  if (file !== memoryFile) return openThreads(options)
  const writer = await openWriter(file, rows)
  const reader = await openReader(file, rows, writer.database)
  const opened = await writer.calls.opened()
  return { writer: writer.calls, reader: reader.calls, opened, close: writer.close }
}

async function openThreads({ file, rows, onCrash }: Options): Promise<MirrorThreads> {
  const start = <Api>(role: ThreadData['role'], onEnd: () => void = () => {}) => {
    const data: ThreadData = { role, file, rows }
    return startThread<Api>(threadFile, data, (error) => {
      onEnd()
      onCrash(error, role)
    })
  }
  const writer = start<WriterApi>('writer')
  const opened = await writer.call('opened')
  let readers: Thread<ReaderApi>[] = []
  let context: FeedContext | undefined

  /** One that has nothing to do, or else another one as long as there may be more. */
  async function nextReader(): Promise<Thread<ReaderApi>> {
    const [first] = readers.toSorted((a, b) => a.countOpen() - b.countOpen())
    if (first && (first.countOpen() === 0 || readers.length >= maxReaders)) return first
    const added = start<ReaderApi>('reader', () => {
      readers = readers.filter((reader) => reader !== added)
    })
    readers = [...readers, added]
    if (context) await added.call('setContext', context)
    return added
  }

  /** One alone keeps the words of all names, for suggestions. */
  const wordReader = async (): Promise<Thread<ReaderApi>> => readers[0] ?? nextReader()

  /** Before anybody asks, because a thread takes a second to start. */
  const prepare = () => void nextReader().catch(() => {}) // a failure is told by its end
  if (opened.count > 0) prepare()

  return {
    writer: {
      ...writerOf(writer),
      async buildIndexes() {
        await writer.call('buildIndexes')
        prepare()
      },
    },
    reader: {
      async setContext(given) {
        context = given
        await Promise.all(readers.map((reader) => reader.call('setContext', given)))
      },
      list: async (...given) => (await nextReader()).call('list', ...given),
      ids: async (...given) => (await nextReader()).call('ids', ...given),
      contacts: async (...given) => (await nextReader()).call('contacts', ...given),
      facets: async (...given) => (await nextReader()).call('facets', ...given),
      suggest: async (...given) => (await wordReader()).call('suggest', ...given),
    },
    opened,
    async close() {
      await Promise.all(readers.map((reader) => reader.close()))
      // What it was given before is written first.
      await writer.call('close').catch(() => undefined)
      await writer.close()
    },
  }
}

function writerOf({ call }: Thread<WriterApi>): MirrorWriter {
  return {
    setContext: (...given) => call('setContext', ...given),
    apply: (...given) => call('apply', ...given),
    remove: (...given) => call('remove', ...given),
    setChats: (...given) => call('setChats', ...given),
    idsAfter: (...given) => call('idsAfter', ...given),
    applyTalks: (...given) => call('applyTalks', ...given),
    removeTalks: (...given) => call('removeTalks', ...given),
    talksInWork: () => call('talksInWork'),
    talksOfContacts: (...given) => call('talksOfContacts', ...given),
    talksUnseenBy: (...given) => call('talksUnseenBy', ...given),
    maxId: () => call('maxId'),
    withTasks: () => call('withTasks'),
    unseenBy: (...given) => call('unseenBy', ...given),
    unnamedOf: (...given) => call('unnamedOf', ...given),
    rename: (...given) => call('rename', ...given),
    rebuild: () => call('rebuild'),
    buildIndexes: () => call('buildIndexes'),
    readMeta: (...given) => call('readMeta', ...given),
    writeMeta: (...given) => call('writeMeta', ...given),
  }
}
