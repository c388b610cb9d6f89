import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Issue, IssueCode } from '#contract/model/issue.ts'
import {
  legacyRejection,
  type LegacyItemErrors,
  type LegacyWriteAnswer,
} from '#contract/upstream/amo-v2/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'

type Rejection = Extract<WriteResult, { status: 'rejected' }>

/** An item as sent, with the keys by which its result is found and the fields it wrote. */
export type Sent = { requestId: number; id: number | undefined; fields: AttributeKey[] }

const codeMessages = {
  201: 'nothing to add',
  202: 'no right to add contacts',
  203: 'a field has a wrong value',
  204: 'the account has no such field',
  205: 'the contact was not created',
  208: 'nothing to change',
  209: 'ID and time of change are required',
  210: 'a field has a wrong value',
  211: 'the account has no such field',
  212: 'the contact was not changed',
  238: 'a required value is missing',
  330: 'too many linked leads, at most 40',
} as const
const messages = new Map<number, string>(
  Object.entries(codeMessages).map(([k, text]) => [Number(k), text]),
)

/**
 * Error numbers (reference 5) that correspond to an issue code; for others the source's message is
 * passed on.
 */
const ourCodes = new Map<number, IssueCode>([
  [202, 'forbidden'],
  [203, 'invalid_format'],
  [204, 'no_such_field'],
  [210, 'invalid_format'],
  [211, 'no_such_field'],
  [238, 'required'],
  [330, 'too_many_values'],
])
const fieldCodes = [203, 204, 210, 211]

/**
 * The result of each item (reference 2.3). Items are found by their `request_id`, updates also by
 * ID; errors that include neither are assigned in order. Throws if an item has no result.
 */
export function toResults(
  answer: LegacyWriteAnswer,
  sent: Sent[],
  kind: 'add' | 'update',
): WriteResult[] {
  const { items: done, errors: errorsByKind } = answer._embedded
  const errors = errorsByKind?.[kind] ?? []
  const items = done ?? []
  const isPlain = errors.length === 0 && items.length === sent.length
  const written = sent.map(
    ({ requestId, id }, index) =>
      items.find((item) => item.request_id === requestId || (id !== undefined && item.id === id)) ??
      // Older responses have no `request_id`: if there are no errors, results have the order of
      // items.
      (isPlain && items.every((item) => item.request_id == null) ? items[index] : undefined),
  )
  const failed = sent.filter((_, index) => !written[index])
  const named = failed.map((item) => errors.findIndex((error) => isAbout(error, item)))
  const rest = errors.map((_, index) => index).filter((at) => !named.includes(at))
  const rejections = new Map(
    failed.map((item, index) => {
      const position = named[index] ?? -1
      return [item, errors[position >= 0 ? position : (rest.shift() ?? -1)]]
    }),
  )
  return sent.map((item, index): WriteResult => {
    const is = written[index]
    const status = kind === 'add' ? 'created' : 'changed'
    if (is) return { status, id: is.id, updatedAt: momentOf(is.updated_at) }
    const error = rejections.get(item)
    if (error) return { status: 'rejected', issues: [toIssue(error, item.fields)] }
    throw new SourceError('invalid_response', `The response to a write lacks item ${index}`, {
      mayHaveHappened: true,
    })
  })
}

type ItemError = LegacyItemErrors[number]

function isAbout({ id, error }: ItemError, sent: Sent): boolean {
  if (typeof error === 'object' && error.request_id === sent.requestId) return true
  return sent.id !== undefined && (id ?? (typeof error === 'object' ? error.id : null)) === sent.id
}

/** v2 does not name the invalid field: it is known only if a single field was sent. */
function toIssue({ error }: ItemError, fields: AttributeKey[]): Issue {
  const text = typeof error === 'string' ? error : error.error
  const code = typeof error === 'string' ? null : (error.code ?? null)
  if (text && /older than in database/i.test(text)) return stale
  const [field = null, second] = fields
  const isField = code !== null && fieldCodes.includes(code)
  return {
    attribute: isField && second === undefined ? field : code === 330 ? 'leads' : null,
    code: (code !== null && ourCodes.get(code)) || 'rejected',
    message: (code !== null && messages.get(code)) || text || 'rejected without a reason',
  }
}

const stale: Issue = {
  attribute: null,
  code: 'stale',
  message: 'another user has changed the contact since it was read',
}

/** Observed in milliseconds; values below 100 billion, in milliseconds before 1973, are seconds. */
function momentOf(at: number | null | undefined): string | null {
  if (!at) return null
  return toMomentOrNull(at > 100_000_000_000 ? at / 1000 : at)
}

/**
 * The issue of an item rejected by a 400 of the whole request; undefined if the response gives no
 * reason.
 */
export function toRejection(error: unknown, fields: AttributeKey[]): Rejection | undefined {
  if (!(error instanceof SourceError) || error.failure !== 'rejected') return undefined
  const body = legacyRejection.safeParse(error.body)
  if (!body.success) return undefined
  const { error: text, error_code: code } = body.data.response
  return {
    status: 'rejected',
    issues: [toIssue({ id: undefined, error: { code: Number(code), error: text } }, fields)],
  }
}
