import { z } from 'zod'
import type { Talk } from '#contract/api/talks.ts'
import type { SourceTalks } from '#proxy/sources/source-talks.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { MirrorSettings } from './mirror-settings.ts'
import type { MirrorStore } from './mirror-store.ts'

/** What a copy knows about its talks. Moments are milliseconds by our clock. */
export const talksState = z.object({
  /** The talks in work are those of the source at this time; null before all were read. */
  asOf: z.number().nullable(),
  /** When the last reading of all talks began that has ended. */
  readAllAt: z.number().nullable(),
  /** The number of the reading of all talks, and its next page; null: there is none in progress. */
  reading: z.int(),
  progress: z.object({ page: z.int(), listed: z.int(), startedAt: z.number() }).nullable(),
  /** When the account was found to have no talks; null: it has. */
  missingSince: z.number().nullable(),
})
export type TalksState = z.infer<typeof talksState>

export const initialTalks: TalksState = {
  asOf: null,
  readAllAt: null,
  reading: 0,
  progress: null,
  missingSince: null,
}

/** Nothing is said of talks before all of them were read once. */
export const areTalksKnown = ({ asOf, missingSince }: TalksState): boolean =>
  asOf !== null && missingSince === null

/** The part of a copy that talks need. */
export type TalksCopy = {
  store: Pick<MirrorStore, 'talks'>
  state: { talks: TalksState }
  save: () => Promise<void>
}

const maxProofs = 50 // talks read one by one in a step
/** More talks than this, or this share of them, do not disappear by deleting. */
const maxDisappeared = { count: 50, share: 0.01 }
const maxPages = 400 // 100,000 talks in work

type Options = {
  /** Null: the source has none. */
  talks: SourceTalks | null
  settings: Pick<MirrorSettings, 'fullScanInterval' | 'blindScanInterval'>
  report: (message: string) => void
}

/**
 * Keeps the talks of a copy: all of them are read once, and again as often as contacts are; those in
 * work each interval. A talk that is not listed among them any more is read by its ID before anything
 * is said of it.
 */
export function createTalksFollower({ talks, settings, report }: Options) {
  const { fullScanInterval, blindScanInterval } = settings
  let [followedAt, failedAt] = [-Infinity, -Infinity]
  let [isReadingRequested, wasFollowing] = [false, false]
  /** Readings do not overtake each other. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }

  const isMissing = ({ missingSince }: TalksState) =>
    missingSince !== null && Date.now() - missingSince < blindScanInterval
  const isReadingDue = ({ progress, readAllAt }: TalksState) =>
    isReadingRequested || progress !== null || Date.now() - (readAllAt ?? 0) >= fullScanInterval
  const untilOpen = ({ readAllAt }: TalksState, interval: number) =>
    readAllAt === null ? Infinity : Math.max(0, interval - (performance.now() - followedAt))

  /** Milliseconds until a step that is `wanted` in so many; it waits after a failure. */
  function untilStep({ talks: state }: TalksCopy['state'], wanted: number, interval: number) {
    if (talks === null || isMissing(state)) return Infinity
    return Math.max(wanted, interval - (performance.now() - failedAt))
  }
  /** Until those in work are read again; `interval`: between two of these readings. */
  const untilFollowing = (state: TalksCopy['state'], interval: number): number =>
    untilStep(state, untilOpen(state.talks, interval), interval)

  /**
   * One step. What fails is tried again after the interval: contacts are followed all the same, and
   * talks keep the time that they have.
   */
  const step = (copy: TalksCopy, interval: number, call: Call): Promise<void> =>
    inTurn(async () => {
      if (talks === null) return
      const { state } = copy
      const isReading = isReadingDue(state.talks) && wasFollowing
      wasFollowing = !isReading && untilOpen(state.talks, interval) === 0
      try {
        if (!wasFollowing) {
          await readAllStep(talks, copy, report, call)
          isReadingRequested = false
        } else if (await followOpen(talks, copy, call)) followedAt = performance.now()
        failedAt = -Infinity
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        if (failedAt === -Infinity) report(`talks could not be read: ${error.message}`)
        failedAt = performance.now()
      }
      await copy.save()
    })

  return {
    /** Reads those in work if it is time. */
    async follow(copy: TalksCopy, interval: number, call: Call): Promise<void> {
      if (untilFollowing(copy.state, interval) <= 0) await step(copy, interval, call)
    },
    /** Milliseconds until the next step of any kind. */
    untilNext: (state: TalksCopy['state'], interval: number): number =>
      isReadingDue(state.talks) ? untilStep(state, 0, interval) : untilFollowing(state, interval),
    step,
    /** For tests: everything that is to be done now, once, whatever has failed before. */
    async catchUp(copy: TalksCopy, interval: number, call: Call): Promise<void> {
      followedAt = -Infinity
      failedAt = -Infinity
      const { state } = copy
      const isToDo = () =>
        isReadingRequested || state.talks.progress !== null || followedAt === -Infinity
      while (talks !== null && failedAt === -Infinity && !isMissing(state.talks) && isToDo())
        await step(copy, interval, call)
    },
    /** Those of contacts that somebody sees; nothing before all were read. */
    readContacts: (copy: TalksCopy, contacts: number[], call: Call): Promise<void> =>
      inTurn(async () => {
        const { store, state } = copy
        if (talks === null || !areTalksKnown(state.talks) || contacts.length === 0) return
        const found = await talks.talksOf(contacts, call)
        if (found === null) return noteMissing(copy)
        await store.talks.apply(found, null)
        const listed = new Set(found.map(({ id }) => id))
        const absent = (await store.talks.ofContacts(contacts)).filter((id) => !listed.has(id))
        await prove(talks, copy, absent.slice(0, maxProofs), call)
      }),
    /** All are read again, with the next steps. */
    readAll: () => void (isReadingRequested = true),
  }
}

const note = ({ state }: TalksCopy, change: Partial<TalksState>) =>
  void (state.talks = { ...state.talks, ...change })

const noteMissing = (copy: TalksCopy) => note(copy, { missingSince: Date.now(), progress: null })

/** Reads talks by ID; those that the source has not any more are removed. */
async function prove(
  talks: SourceTalks,
  { store }: TalksCopy,
  ids: number[],
  call: Call,
): Promise<void> {
  const found: Talk[] = []
  const gone: number[] = []
  for (const id of ids) {
    const talk = await talks.readTalk(id, call)
    if (talk) found.push(talk)
    else gone.push(id)
  }
  await store.talks.apply(found, null)
  await store.talks.remove(gone)
}

/** The next page of all talks; after the last one, what was not among them is read by ID. */
async function readAllStep(
  talks: SourceTalks,
  copy: TalksCopy,
  report: Options['report'],
  call: Call,
): Promise<void> {
  const { store, state } = copy
  const current = state.talks.progress ?? { page: 1, listed: 0, startedAt: Date.now() }
  if (current.page === 1) note(copy, { reading: state.talks.reading + 1 })
  const { reading } = state.talks
  const answer = await talks.listTalks({ inWork: false, page: current.page }, call)
  if (answer === null) return noteMissing(copy)
  await store.talks.apply(answer.items, reading)
  const listed = current.listed + answer.items.length
  if (answer.hasNext)
    return note(copy, { progress: { ...current, listed, page: current.page + 1 } })
  const unseen = await store.talks.unseenBy(reading)
  if (unseen.length > Math.max(maxDisappeared.count, listed * maxDisappeared.share))
    report(`${unseen.length} talks are missing from the source's list; none was removed`)
  else await prove(talks, copy, unseen, call)
  note(copy, {
    readAllAt: current.startedAt,
    progress: null,
    missingSince: null,
    // At first, those in work are as old as the beginning of the reading.
    asOf: state.talks.asOf ?? current.startedAt,
  })
}

/**
 * Talks in work, and those that were and are not listed among them any more. False: some of these are
 * left for the next step, and no later time is claimed.
 */
async function followOpen(talks: SourceTalks, copy: TalksCopy, call: Call): Promise<boolean> {
  const { store } = copy
  const startedAt = Date.now()
  const listed = new Set<number>()
  for (let page = 1; ; page++) {
    const answer = await talks.listTalks({ inWork: true, page }, call)
    if (answer === null) {
      noteMissing(copy)
      return true
    }
    await store.talks.apply(answer.items, null)
    for (const { id } of answer.items) listed.add(id)
    if (!answer.hasNext) break
    if (page === maxPages) throw new SourceError('invalid_response', 'Too many talks in work')
  }
  const absent = (await store.talks.inWork()).filter((id) => !listed.has(id))
  await prove(talks, copy, absent.slice(0, maxProofs), call)
  note(copy, { missingSince: null })
  if (absent.length > maxProofs) return false
  note(copy, { asOf: startedAt })
  return true
}
