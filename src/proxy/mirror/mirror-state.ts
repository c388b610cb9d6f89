import { z } from 'zod'
import { builtInKey } from '#contract/model/attribute.ts'
import { fieldDefinition } from '#contract/model/field-definition.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import { scanProgress } from './full-scan.ts'
import { initialTalks, talksState } from './talks-follow.ts'
import { storedMark } from './token-mark.ts'
import type { MirrorStore } from './mirror-store.ts'

const moment = z.number().nullable()

/** What a mirror knows about itself. Moments are milliseconds by our clock, marks are seconds by the source's. */
const mirrorState = z.object({
  /** Whose contacts these are; null until known. */
  owner: z.object({ account: z.int().nullable(), user: z.int().nullable() }).nullable(),
  /** Of the fixed token it is read with. */
  token: storedMark.default(null),
  context: z
    .object({
      definitions: z.array(fieldDefinition),
      timeZone: z.string(),
      groups: z.array(z.object({ id: z.int(), name: z.string() })),
      bots: z.array(z.object({ id: z.int(), name: z.string() })).optional(),
      partlyKnown: z.array(builtInKey).optional(),
    })
    .nullable(),
  scans: z.int(),
  progress: scanProgress.nullable(),
  isComplete: z.boolean(),
  startedAt: moment,
  asOf: moment,
  lastFullScanAt: moment,
  /** Contacts were changed at the source until then, as far as they were read. */
  mark: z.int(),
  eventsMark: z.int(),
  hasEvents: z.boolean(),
  /** Something has changed after this moment that only a full scan can show. */
  blindSince: moment,
  /** When that was last seen. */
  sawMerge: z.number(),
  /** A reading of the chats of all contacts: where it has got to, and when it began. */
  chatScan: z.object({ lastId: z.int(), startedAt: z.number() }).nullable().default(null),
  /** When the last complete one began, and the last one at all. */
  chatsAsOf: moment.default(null),
  chatsTriedAt: z.number().default(0),
  drift: z.object({ changed: z.int(), missing: z.int(), surplus: z.int() }).nullable(),
  /** Rows of the source that could not be read. */
  unreadable: z.int(),
  /** Contacts that the last full scan did not find, too many to be removed. */
  disappeared: z.int(),
  /** They have a time of their own. */
  talks: talksState,
  /** Requests of the last days (UTC), oldest first. */
  requestsByDay: z.array(z.object({ day: z.string(), count: z.int() })).default([]),
})
export type MirrorState = z.infer<typeof mirrorState>

export const initialState: MirrorState = {
  owner: null,
  token: null,
  context: null,
  scans: 0,
  progress: null,
  isComplete: false,
  startedAt: null,
  asOf: null,
  lastFullScanAt: null,
  mark: 0,
  eventsMark: 0,
  hasEvents: true,
  blindSince: null,
  sawMerge: 0,
  chatScan: null,
  chatsAsOf: null,
  chatsTriedAt: 0,
  drift: null,
  unreadable: 0,
  disappeared: 0,
  talks: initialTalks,
  requestsByDay: [],
}

const maxDays = 14

/** Adds the requests since it was called last. */
export function createRequestCount({ countSent }: Pick<SourceFeed, 'countSent'>) {
  let counted = countSent()
  return (state: MirrorState) => {
    const sent = countSent() - counted
    counted += sent
    countRequests(state, sent, Date.now())
  }
}

/** Adds requests to those of the day (UTC) of `now` in milliseconds. */
function countRequests(state: MirrorState, sent: number, now: number): void {
  const day = dayOf(now)
  const last = state.requestsByDay.at(-1)
  if (last?.day === day)
    state.requestsByDay = state.requestsByDay.with(-1, { day, count: last.count + sent })
  else if (sent > 0) state.requestsByDay = [...state.requestsByDay, { day, count: sent }]
  state.requestsByDay = state.requestsByDay.slice(-maxDays)
}

export const requestsOf = ({ requestsByDay }: MirrorState, now: number): number =>
  requestsByDay.find(({ day }) => day === dayOf(now))?.count ?? 0

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** The stored state; the initial one if there is none. */
export const loadState = async (store: MirrorStore): Promise<MirrorState> =>
  toState(await store.readMeta('state'))

export const toState = (text: string | undefined): MirrorState =>
  text === undefined ? { ...initialState } : mirrorState.parse(JSON.parse(text))

export const saveState = (store: MirrorStore, state: MirrorState): Promise<void> =>
  store.writeMeta({ state: JSON.stringify(state) })
