import type { ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { MirrorListener } from '#proxy/sources/contact-changes.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { chatScanStep, createChatReads, isChatScanDue, showsChats } from './chat-scan.ts'
import { createContactReads } from './contact-reads.ts'
import { createCopyHolder } from './copy-holder.ts'
import { followSource } from './follow.ts'
import { followList } from './list-follow.ts'
import type { MirrorCopy } from './mirror-copy.ts'
import { createFreshMatches } from './fresh-matches.ts'
import { openOwn } from './own-copy.ts'
import type { MirrorPlace } from './mirror-place.ts'
import { createMirrorReads } from './mirror-reads.ts'
import { createMirrorSync } from './mirror-sync.ts'
import { defaultMirrorSettings, isFullScanDue, type MirrorSettings } from './mirror-settings.ts'
import { createRequestCount } from './mirror-state.ts'
import { statusOf } from './mirror-status.ts'
import { localRequests, type MirrorRequests } from './mirror-requests.ts'
import { createTalkReads } from './talk-reads.ts'
import type { MakeMark } from './token-mark.ts'
import { createProblemStore } from './stored-problem.ts'
import { createWorkLoop } from './work-loop.ts'

export type MirrorOptions = {
  feed: SourceFeed
  place: MirrorPlace
  settings?: Partial<MirrorSettings> | undefined
  /** Of the token, if that is a fixed one. */
  makeMark?: MakeMark | undefined
  /** Whether it reads nothing until it is resumed. */
  isPaused?: boolean
  /** Called with what an operator should know: a replaced file, contacts that have disappeared. */
  report?: ((message: string) => void) | undefined
  /** What users have asked for, also before this process was the one that writes. */
  requests?: MirrorRequests | undefined
  /** What is notified of changes of its contacts and of its state. */
  listener?: MirrorListener | undefined
  onError?: ((error: unknown) => void) | undefined
}

const watchedFor = 60_000 // after a list was asked for, somebody is looking

export type Mirror = ReturnType<typeof createMirror>
/** What a switch needs of a mirror, whether this process writes it or another one. */
export type SwitchedMirror = Omit<Mirror, 'work' | 'catchUp' | 'noteViewed' | 'writesRead'>

/**
 * A local copy of a source's contacts: filled once by a full scan, then kept up by following the
 * source's changes. It answers lists once it is complete.
 */
export function createMirror(options: MirrorOptions) {
  const { feed, place, makeMark, listener, report = () => {}, onError = () => {} } = options
  const { requests = localRequests() } = options
  const onState = () => listener?.onState()
  const settings = { ...defaultMirrorSettings, ...options.settings }
  const closing = new AbortController()
  const background: Call = { priority: 'mirror', signal: closing.signal }
  const verification: Call = { priority: 'verification', signal: closing.signal }
  const { minFreeBytes } = settings
  const { scanStep } = createMirrorSync({ feed, place, minFreeBytes, report })
  const held = createCopyHolder({
    place,
    feed,
    makeMark,
    report,
    onError,
    onChange: (changes) => listener?.onContacts(changes),
    onDamage: () => restart(),
  })
  let isPaused = options.isPaused ?? false
  let [isRestarting, isScanRequested] = [false, false]
  let [cycledAt, watchedAt] = [-Infinity, -Infinity]
  const noteRequests = createRequestCount(feed)
  const interval = () =>
    performance.now() - watchedAt < watchedFor ? settings.watchedInterval : settings.interval
  const talks = createTalkReads({
    feed,
    held,
    settings,
    report,
    interval,
    background,
    verification,
  })
  const chats = createChatReads({ held, settings, call: verification, onError })
  const contacts = createContactReads({
    held,
    settings,
    call: verification,
    readBeside: (ids) => talks.reread(ids),
    onError,
  })

  /** Reads what has changed. The copy is complete after the first cycle that follows a full scan. */
  async function cycle(made: MirrorCopy): Promise<void> {
    const own = contacts.unverified()
    const { unanswered } = await (feed.isSorted
      ? followSource(made, feed, own, background)
      : followList(made, feed, own, background))
    contacts.wasRead(own.filter((id) => !unanswered.includes(id)))
    cycledAt = performance.now()
    if (made.state.lastFullScanAt !== null && made.state.asOf !== null) held.markComplete(made)
    await made.save()
  }

  async function throwAway(keepsCount: boolean): Promise<void> {
    contacts.clear()
    chats.clear()
    await held.throwAway({ keepsCount })
  }

  function verify(ids: number[], hasChats: boolean) {
    if (isPaused) return
    if (feed.verifiesRows) contacts.shown(ids)
    if (hasChats && feed.countChats) chats.shown(ids)
  }

  /** The next piece of work; the milliseconds until there is more. */
  async function work(): Promise<number> {
    if (isRestarting) {
      await throwAway(true)
      isRestarting = false
      await requests.done('refill')
    }
    const made = await openOwn({ ...options, held, report, throwAway: () => throwAway(false) })
    const { state } = made
    noteRequests(state)
    const untilCycle = Math.max(0, interval() - (performance.now() - cycledAt))
    if (state.isComplete && untilCycle === 0) {
      await cycle(made)
      await talks.follow(made)
    } else if (state.progress !== null || state.lastFullScanAt === null)
      await scanStep(made, background)
    else if (!state.isComplete) {
      await cycle(made)
      return held.complete() ? 0 : settings.watchedInterval
    } else if (isScanRequested || isFullScanDue(state, settings)) {
      await scanStep(made, background)
      isScanRequested = false
      await requests.done('scan')
    } else if (feed.countChats && isChatScanDue(state, settings))
      await chatScanStep(made, background)
    else if (talks.untilNext(state) <= 0) await talks.step(made)
    else return Math.min(untilCycle, talks.untilNext(state))
    return 0
  }

  const saveProblem = createProblemStore(held)

  /** What was asked for while nobody could do it. */
  async function adoptRequests(): Promise<void> {
    const open = await requests.open()
    if (open.includes('scan')) isScanRequested = true
    if (open.includes('refill')) restart()
    else if (isScanRequested) loop.wake()
  }

  function restart() {
    isRestarting = true
    onState()
    loop.wake()
  }

  const loop = createWorkLoop({
    work,
    isPaused: () => isPaused && !isRestarting,
    onFailure(error) {
      held.noteDamage(error)
      if (!(error instanceof SourceError)) onError(error)
    },
    onWorked() {
      onState()
      if (place.shared) saveProblem(loop.problem()).catch(onError)
    },
  })

  function watch() {
    const now = performance.now()
    // The loop is sleeping for the longer interval.
    if (now - watchedAt >= watchedFor) loop.wake()
    watchedAt = now
  }

  /** What single contacts tell, which lists do not. */
  const unobserve = feed.observe?.({
    begin: () => held.complete()?.store.beginReading(),
    take: (row, reading) =>
      void held.complete()?.ingest([row], reading, verification).catch(onError),
  })

  const { readPage, ...reads } = createMirrorReads({
    feed,
    held,
    awaitWrites: () => contacts.awaitWrites(),
  })

  return {
    isComplete: (): boolean => held.complete() !== undefined && !isRestarting,
    /** Somebody looks at the list: changes are followed at the shorter interval. */
    watch,
    /** A page of the complete copy; its rows are verified afterwards. */
    async listContacts(
      query: ContactQuery,
      visibility: Visibility,
      { priority }: Call,
    ): Promise<ContactPage> {
      watch()
      const { page, ids } = await readPage(query, visibility)
      if (priority === 'person') verify(ids, showsChats(query))
      return page
    },
    /** Rows that another process has shown. */
    noteViewed(ids: number[], hasChats: boolean) {
      watch()
      verify(ids, hasChats)
    },
    /** The source has said that they may have changed, which is not believed but read. */
    hint(ids: number[]) {
      if (!isPaused && held.complete()) contacts.hinted(ids)
    },
    /** Resolves when what was written until now was tried to be read. */
    writesRead: () => contacts.writesRead(),
    ...reads,
    matching: createFreshMatches({ held, readTalks: (ids) => talks.reread(ids) }),
    async status() {
      const { state, store, size } = await held.open()
      noteRequests(state)
      const status = statusOf({
        state,
        count: store.count(),
        expected: held.expected(),
        bytes: await size(),
        problem: loop.problem(),
        isPaused,
      })
      return { status, problem: loop.problem() }
    },
    /** To be called before a write: what was read until then is not stored any more. */
    beginWrite: (ids: number[]): Promise<void> => contacts.beginWrite(ids),
    /**
     * To be called after a write, also if its outcome is unknown; `answered` are the contacts of
     * its answer, with Unix seconds.
     */
    endWrite: (
      ids: number[],
      answered: { id: number; updatedAt: number | null }[],
    ): Promise<void> => contacts.endWrite(ids, answered),
    /** To be called after chats were moved from and to these contacts. */
    async movedChats(ids: number[]): Promise<void> {
      if (feed.countChats) await chats.moved(ids)
      if (feed.talks) contacts.hinted(ids)
    },
    /** Starts the work, which goes on until the mirror is closed. */
    begin() {
      adoptRequests().catch(onError)
      loop.begin()
    },
    /** Ends waits, because the source may be usable again. */
    wake: () => loop.wake(),
    /** Reads only what this proxy writes until it is resumed; lists are answered all the same. */
    pause() {
      isPaused = true
      onState()
    },
    resume() {
      isPaused = false
      onState()
      loop.wake()
    },
    /** Begins a full scan now; one in progress goes on. */
    scan() {
      isScanRequested = true
      talks.readAll()
      loop.wake()
    },
    /** Throws the copy away and fills it anew. */
    restart,
    /** For tests: one piece of work, and everything that is to be done now. */
    work,
    async catchUp(): Promise<void> {
      cycledAt = -Infinity
      do await work()
      while (cycledAt === -Infinity)
      const made = await held.open()
      if (made.state.isComplete) await talks.catchUp(made)
      await contacts.idle()
      await chats.idle()
    },
    async close(): Promise<void> {
      unobserve?.()
      const ended = loop.close()
      closing.abort()
      await Promise.all([ended, contacts.close(), chats.close()])
      await held.close()
    },
  }
}
