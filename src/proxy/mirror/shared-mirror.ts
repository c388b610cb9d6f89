import type { ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { within } from '#proxy/within.ts'
import { showsChats } from './chat-scan.ts'
import { createFollowedCopy } from './followed-copy.ts'
import { maxIdsPerMessage, type MirrorChannel, type MirrorMessage } from './mirror-channel.ts'
import { createMirrorReads } from './mirror-reads.ts'
import { statusOf } from './mirror-status.ts'
import type { PostgresPlace } from './postgres-mirror.ts'
import { createSharedWrites } from './shared-writes.ts'
import {
  createMirror,
  type Mirror,
  type MirrorOptions,
  type SwitchedMirror,
} from './source-mirror.ts'

type Options = MirrorOptions & { channel: MirrorChannel; shared: PostgresPlace }

const maxWaitForWrites = 2000 // a page waits so long for what this proxy has just written
const maxWaitForReading = 10_000 // a job so long for what it is about to write

/**
 * A local copy in a database that several proxies use: one of them fills and follows it, the others
 * read its tables and tell that one what they write and show. Another one goes on when it has ended.
 */
export function createSharedMirror(options: Options): SwitchedMirror {
  const { feed, shared, channel, listener, onError = () => {} } = options
  const followed = createFollowedCopy(shared, feed.dialect, options.makeMark)
  const writes = createSharedWrites(channel)
  /** While this process is the one that writes. */
  let own: Mirror | undefined
  /** Whether it reads for itself; before, its tables are read as those of another process. */
  let isOwnReady = false
  let isPaused = options.isPaused ?? false
  const unlisten = channel.listen({
    onMessage: receive,
    // Messages may have been missed.
    onConnected: () => listener?.onContacts({ added: [], changed: [], removed: [], isMany: true }),
  })

  const { readPage, ...reads } = createMirrorReads({
    feed,
    held: followed,
    async awaitWrites() {
      await writes.awaitRead(maxWaitForWrites)
      await refresh()
    },
  })
  const send = (message: MirrorMessage) => void channel.send(message).catch(onError)

  async function refresh(): Promise<void> {
    if (await followed.refresh()) listener?.onState()
  }

  function current(): Mirror | undefined {
    isOwnReady ||= own?.isComplete() ?? false
    return isOwnReady ? own : undefined
  }

  function take() {
    const mirror = createMirror({
      ...options,
      isPaused,
      listener: {
        onContacts(changes) {
          listener?.onContacts(changes)
          send({ kind: 'changed', ...changes })
        },
        // The others see it in the tables.
        onState: () => listener?.onState(),
      },
    })
    own = mirror
    mirror.begin()
    send({ kind: 'begun' })
    const ids = writes.takeAll()
    if (ids.length > 0) mirror.endWrite(ids, []).catch(onError)
  }

  async function lose() {
    const former = own
    own = undefined
    isOwnReady = false
    listener?.onState()
    await former?.close()
  }

  function receive(message: MirrorMessage, from: string) {
    switch (message.kind) {
      case 'written':
        return own && void readWritten(own, message, from).catch(onError)
      case 'viewed':
        return own?.noteViewed(message.ids, message.hasChats)
      case 'chats':
        return own && void own.movedChats(message.ids).catch(onError)
      case 'hinted':
        return own?.hint(message.ids)
      case 'scan':
        return own?.scan()
      case 'restart':
        isOwnReady = own !== undefined
        return own?.restart()
      case 'read':
        return channel.isOwn(message.to) ? writes.noteRead(message.call) : undefined
      case 'begun':
        return void writes.reportAgain().catch(onError)
      case 'changed': {
        const { kind: _kind, ...changes } = message
        return listener?.onContacts(changes)
      }
      case 'choice': // of the switch
    }
  }

  async function readWritten(
    mirror: Mirror,
    { call, ids, answered }: Extract<MirrorMessage, { kind: 'written' }>,
    from: string,
  ) {
    await mirror.endWrite(
      ids,
      answered.map(([id, updatedAt]) => ({ id, updatedAt })),
    )
    await mirror.writesRead()
    send({ kind: 'read', to: from, call })
  }

  return {
    isComplete: () => current()?.isComplete() ?? followed.complete() !== undefined,
    async listContacts(
      query: ContactQuery,
      visibility: Visibility,
      call: Call,
    ): Promise<ContactPage> {
      const mirror = current()
      if (mirror) return mirror.listContacts(query, visibility, call)
      const { page, ids: shown } = await readPage(query, visibility)
      const ids = call.priority === 'person' ? shown : []
      for (let first = 0; first === 0 || first < ids.length; first += maxIdsPerMessage)
        send({
          kind: 'viewed',
          ids: ids.slice(first, first + maxIdsPerMessage),
          hasChats: showsChats(query),
        })
      return page
    },
    listIds: (...given) => (current() ?? reads).listIds(...given),
    async matching(ids, query, visibility, call) {
      if (own?.isComplete()) return own.matching(ids, query, visibility, call)
      const { read } = await writes.report(ids, [])
      let isRead = false
      await within(
        maxWaitForReading,
        read.then(() => (isRead = true)),
      )
      if (!isRead) throw new SourceError('timeout', 'The contacts were not read again in time')
      const found = await reads.listIds(
        { ...query, ids: ids.filter((id) => query.ids?.includes(id) ?? true) },
        visibility,
      )
      return { ids: found.ids, unread: [] }
    },
    getContact: (...given) => (current() ?? reads).getContact(...given),
    facets: (...given) => (current() ?? reads).facets(...given),
    suggest: (...given) => (current() ?? reads).suggest(...given),
    knowsTalks: () => (current() ?? reads).knowsTalks(),
    fields: () => (current() ?? reads).fields(),
    timeZone: () => (current() ?? reads).timeZone(),
    asOf: () => (current() ?? reads).asOf(),
    async status() {
      if (own) return own.status()
      const described = await followed.describe()
      const { problem } = described
      return { status: statusOf({ ...described, expected: null, isPaused }), problem }
    },
    beginWrite: async (ids) => own?.beginWrite(ids),
    async endWrite(ids, answered) {
      if (own) return own.endWrite(ids, answered)
      await writes.report(ids, answered).catch(onError)
    },
    async movedChats(ids) {
      if (own) return own.movedChats(ids)
      for (let first = 0; first < ids.length; first += maxIdsPerMessage)
        send({ kind: 'chats', ids: ids.slice(first, first + maxIdsPerMessage) })
    },
    begin: () =>
      channel.ask({
        onTaken: take,
        onLost: lose,
        onWaiting: () => void refresh().catch(onError),
      }),
    wake: () => own?.wake(),
    watch: () => (own ? own.watch() : send({ kind: 'viewed', ids: [], hasChats: false })),
    hint(ids) {
      if (own) return own.hint(ids)
      for (let first = 0; first < ids.length; first += maxIdsPerMessage)
        send({ kind: 'hinted', ids: ids.slice(first, first + maxIdsPerMessage) })
    },
    pause() {
      isPaused = true
      own?.pause()
    },
    resume() {
      isPaused = false
      own?.resume()
    },
    scan: () => (own ? own.scan() : send({ kind: 'scan' })),
    restart() {
      if (!own) return send({ kind: 'restart' })
      isOwnReady = true
      own.restart()
    },
    async close() {
      unlisten()
      await channel.giveBack()
      await followed.close()
    },
  }
}
