import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { unreadableRow } from './contacts.ts'
import { problemCode } from './problem.ts'
import { sourceId } from './sources.ts'

/** Contacts that can be named by their IDs. */
export const maxExportIds = 100_000
/** Rows of a worksheet, without its header. */
export const maxSheetRows = 1_048_575
/** Characters in a cell of a worksheet; longer texts are cut there, and counted. */
export const maxCellLength = 32_767
/** Exports of a person that are running at once. */
export const maxOpenExports = 5

const text = (max: number) => z.string().check(z.maxLength(max))

/** The texts of a file in its language, where a source has none. */
export const exportLabels = z.strictObject({
  yes: text(100),
  no: text(100),
  /** Of a value that is not known. */
  unknown: text(100),
  /** Of a user or company without a name; `{id}` stands for the ID. */
  user: text(100),
  company: text(100),
  /** Of what the details of a company consist of, and of kinds of entities, by the source's keys. */
  legalKeys: z.record(text(100), text(200)),
  legalTypes: z.record(text(100), text(200)),
})
export type ExportLabels = z.infer<typeof exportLabels>

export const exportFormat = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('xlsx'),
    /** Name of the worksheet. */
    sheet: z.string().check(z.regex(/^[^[\]/\\:*?']{1,31}$/, 'a name of a worksheet')),
    /** How days are shown: `20.11.2026` or `2026-11-20`. */
    days: z.enum(['dmy', 'ymd']),
  }),
  z.strictObject({
    type: z.literal('csv'),
    separator: z.enum(['comma', 'semicolon', 'tab']),
    /** A byte order mark, by which Excel recognizes UTF-8. */
    hasByteOrderMark: z.boolean(),
    /** Phones and numbers with leading zeros as formulas, which spreadsheets leave as they are. */
    hasDigitsAsText: z.boolean(),
  }),
])
export type ExportFormat = z.infer<typeof exportFormat>

const exportColumn = z.strictObject({ key: attributeKey, title: text(500) })

/** Body of `POST /api/sources/:source/exports`. */
export const exportOrder = z.strictObject({
  /** Name of the file without its extension. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(150)),
  format: exportFormat,
  /**
   * The parameters of the list, as in its address, without page and columns: which contacts, and in
   * which order. With `ids` only the order counts.
   */
  query: text(20_000),
  /** These contacts, whatever the query matches; null: all that match. */
  ids: z.nullable(
    z.array(z.int().check(z.minimum(1))).check(z.minLength(1), z.maxLength(maxExportIds)),
  ),
  columns: z.array(exportColumn).check(z.minLength(1), z.maxLength(1000)),
  /** Only the first of several phones, tags or options; otherwise all of them in one cell. */
  isFirstOnly: z.boolean(),
  labels: exportLabels,
})
export type ExportOrder = z.infer<typeof exportOrder>

export const exportState = z.enum(['waiting', 'running', 'ready', 'failed', 'cancelled'])

/** Why there is no file. */
export const exportFailure = z.enum([
  /** The account did not apply the filter: others would be in the file. */
  'filter_ignored',
  /** Contacts were skipped or met twice, because the list changed while it was read. */
  'list_changed',
  /** More rows than a worksheet has. */
  'too_many_rows',
  /** The file, or what is left of the disk. */
  'too_large',
  /** Whoever ordered it may not export these contacts any more. */
  'forbidden',
  /** The proxy was ended several times while it ran. */
  'interrupted',
  /** The source or the proxy; `problem` has its code. */
  'problem',
])
export type ExportFailure = z.infer<typeof exportFailure>

const moment = z.nullable(z.iso.datetime())

/** An export of whoever asks. */
export const exportedFile = z.object({
  id: z.string(),
  source: sourceId,
  /** Name of the file with its extension. */
  name: z.string(),
  state: exportState,
  createdAt: z.iso.datetime(),
  endedAt: moment,
  /** When the file, or what is known of an export without one, is erased. */
  expiresAt: moment,
  /** How many contacts were selected; null: all that match. */
  selected: z.nullable(z.int()),
  /** How many contacts have been read, of how many; null if the source does not say that. */
  read: z.int(),
  total: z.nullable(z.int()),
  /** Contacts in the file so far. */
  rows: z.int(),
  /** Contacts that do not exist any more. */
  missing: z.int(),
  /** Rows of the source that could not be read, and the first ones of them. */
  unreadable: z.object({ count: z.int(), rows: z.array(unreadableRow) }),
  /** Texts that were longer than a cell of a worksheet. */
  cut: z.int(),
  /** Of when the local copy is that the contacts are from; null: read from the source. */
  asOf: moment,
  /** IANA name of the time zone of the times in the file; null until it is known. */
  timeZone: z.nullable(z.string()),
  /** Size of the file. */
  bytes: z.int(),
  /** How often it was begun: again after the proxy was ended. */
  starts: z.int(),
  failure: z.nullable(exportFailure),
  problem: z.nullable(z.object({ code: problemCode, message: z.string() })),
})
export type ExportedFile = z.infer<typeof exportedFile>

/** Response of `GET /api/sources/:source/exports`: one's own, newest first. */
export const exportList = z.object({ items: z.array(exportedFile) })
