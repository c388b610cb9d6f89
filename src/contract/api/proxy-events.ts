import * as z from 'zod/mini'
import { job } from './jobs.ts'
import { mirrorStatus } from './mirror.ts'
import { capabilities, sourceId } from './sources.ts'

/** Contacts that an event names at most; of more it says that there are many. */
export const maxEventIds = 200

const ids = z.array(z.int())

/**
 * The first event of a connection. `isResumed`: what has happened since the `Last-Event-ID` follows;
 * if not, what is shown has to be read again. It is sent once more if events had to be left out,
 * because the client reads too slowly.
 */
const readyEvent = z.object({ type: z.literal('ready'), isResumed: z.boolean() })

/** Contacts of a complete local copy that differ from before, by whatever it has read. */
const contactsEvent = z.object({
  type: z.literal('contacts'),
  source: sourceId,
  added: ids,
  changed: ids,
  removed: ids,
  /** Whether there are others, or too many to be named: `maxEventIds`. */
  isMany: z.boolean(),
})
export type ContactsEvent = z.infer<typeof contactsEvent>

/** The state of a local copy; also sent at the beginning of a connection. */
const mirrorEvent = z.object({
  type: z.literal('mirror'),
  source: sourceId,
  status: mirrorStatus,
})

const capabilitiesEvent = z.object({
  type: z.literal('capabilities'),
  source: sourceId,
  capabilities,
})

/** A job that was created or has changed. */
const jobEvent = z.object({ type: z.literal('job'), source: sourceId, job })

/** Data of an event of `GET /api/events`, whose name is the type. */
export const liveEvent = z.discriminatedUnion('type', [
  readyEvent,
  contactsEvent,
  mirrorEvent,
  capabilitiesEvent,
  jobEvent,
])
export type LiveEvent = z.infer<typeof liveEvent>
