import * as z from 'zod/mini'
import { value } from '#contract/model/value.ts'
import { jobId } from './jobs.ts'
import { sourceId } from './sources.ts'
import { wholeNumber } from './whole-number.ts'

/** What can be recorded, in groups as they are offered for filtering. */
export const auditGroups = {
  contacts: [
    'contactCreate',
    'contactEdit',
    'contactLink',
    'chatLink',
    'statusSet',
    'variableSet',
    'noteAdd',
    'noteEdit',
    'taskAdd',
    'taskEdit',
    'taskComplete',
    'contactMerge',
    'companyCreate',
    'undo',
  ],
  files: ['import', 'export', 'exportRead', 'exportDownload', 'failedRows', 'auditExport'],
  access: [
    'signIn',
    'signOut',
    'signInFailed',
    'sessionEnd',
    'passwordChange',
    'userChange',
    'roleChange',
    'roleSettings',
    'keyMade',
    'keyRevoked',
    'keyRefused',
    'viewShared',
    'viewChange',
  ],
  sources: [
    'sourceFill',
    'sourcePause',
    'sourceResume',
    'sourceRefill',
    'sourceScan',
    'sourceErase',
    'demoRestart',
  ],
} as const

export const auditAction = z.enum([
  ...auditGroups.contacts,
  ...auditGroups.files,
  ...auditGroups.access,
  ...auditGroups.sources,
])
export type AuditAction = z.infer<typeof auditAction>

export const auditOutcome = z.enum([
  'done',
  /** Sent, and no clear response: it may have been written or not. */
  'unknown',
  /** What became of an unknown write: it certainly was not written. */
  'notWritten',
  /** Not permitted, as a failed sign-in. */
  'refused',
])
export type AuditOutcome = z.infer<typeof auditOutcome>

const held = z.nullable(z.union([value, z.string(), z.number()]))

/**
 * One thing before and after: the key of an attribute, `chat`, `status`, `variable`, or the name of a
 * setting. `before` is omitted where nobody read it, `after` of what only was there. `name`: of which
 * chat or variable.
 */
export const auditDetail = z.object({
  attribute: z.string(),
  name: z.optional(z.string()),
  before: z.optional(held),
  after: z.optional(held),
})
export type AuditDetail = z.infer<typeof auditDetail>

const count = z.int()

export const auditEntry = z.object({
  /** Increases with each entry. */
  id: z.int(),
  /** By the clock of the database. */
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), name: z.string() }),
  /** The network address of the client; null if none is known. */
  address: z.nullable(z.string()),
  action: auditAction,
  outcome: auditOutcome,
  source: z.nullable(z.string()),
  /** The contact; its ID is null while it is not known whether it was created. */
  contact: z.nullable(z.object({ id: z.nullable(z.int()), name: z.nullable(z.string()) })),
  /** What else it is about: a person, a key, a view. */
  subject: z.nullable(z.string()),
  /** Its row of a job, which may be deleted by now. */
  job: z.nullable(z.object({ id: jobId, line: z.nullable(z.int()), isInline: z.boolean() })),
  /** The job that was undone, and who had started it. */
  undoOf: z.nullable(z.object({ job: z.string(), actor: z.nullable(z.string()) })),
  details: z.array(auditDetail),
  /** Of an unknown write: what became of it, if that was found out later. */
  resolution: z.nullable(
    z.object({ at: z.iso.datetime(), outcome: auditOutcome, contactId: z.nullable(z.int()) }),
  ),
  /**
   * With `view=jobs`: how many rows of the job are in the log, of how many the outcome is unknown by
   * now, and when the last one was written.
   */
  entries: z.nullable(z.object({ total: count, unknown: count, lastAt: z.iso.datetime() })),
})
export type AuditEntry = z.infer<typeof auditEntry>

const filters = {
  from: z.optional(z.iso.datetime()),
  /** Excluded. */
  to: z.optional(z.iso.datetime()),
  /** ID of a person; `local` for whoever uses this computer without signing in. */
  person: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  action: z.optional(auditAction),
  outcome: z.optional(auditOutcome),
  source: z.optional(sourceId),
  /** ID of a contact of the source. */
  contact: z.optional(wholeNumber(1)),
  job: z.optional(jobId),
}
const contactNeedsSource = z.refine<{ contact?: number | undefined; source?: string | undefined }>(
  ({ contact, source }) => contact === undefined || source !== undefined,
  { error: 'the ID of a contact requires its source', path: ['contact'] },
)

/** `next` of the page before: time and ID of its last entry. */
const cursor = z.string().check(z.regex(/^\d{1,15}\.\d{1,15}$/, 'the cursor of a page'))

/** Newest first. `view=jobs`: a job is one entry, that of its first write. */
export const auditQuery = z
  .strictObject({
    ...filters,
    view: z._default(z.enum(['all', 'jobs']), 'all'),
    cursor: z.optional(cursor),
    size: z._default(wholeNumber(1, 200), 50),
  })
  .check(contactNeedsSource)
export type AuditQuery = z.infer<typeof auditQuery>

export const auditPage = z.object({
  items: z.array(auditEntry),
  next: z.nullable(z.string()),
  /** How many there are; null if there are more than can be counted quickly. */
  total: z.nullable(z.int()),
})

export const auditCsvQuery = z
  .strictObject({
    ...filters,
    /** Whether to add a byte order mark, by which spreadsheets recognize UTF-8. */
    bom: z._default(z.enum(['0', '1']), '1'),
    separator: z._default(z.enum(['comma', 'semicolon', 'tab']), 'comma'),
  })
  .check(contactNeedsSource)
export type AuditCsvQuery = z.infer<typeof auditCsvQuery>
export type AuditFilter = Omit<AuditCsvQuery, 'bom' | 'separator'>

/** Everybody who is in the audit log, by ID, with the name of the newest entry. */
export const auditPeople = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string() })),
})

/** What was changed of a contact through Kartoteka, newest first. */
export const contactHistoryQuery = z.strictObject({
  cursor: z.optional(cursor),
  size: z._default(wholeNumber(1, 100), 20),
})

/** Of whoever may see the contact: without network addresses. */
export const contactChange = z.extend(z.omit(auditEntry, { address: true, entries: true }), {
  /** Whether its job can be undone: its journal is stored, and the write can be taken back. */
  canUndo: z.boolean(),
})
export type ContactChange = z.infer<typeof contactChange>

export const contactHistory = z.object({
  items: z.array(contactChange),
  next: z.nullable(z.string()),
})
