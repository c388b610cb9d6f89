import * as z from 'zod/mini'
import type { FieldDefinition } from '#contract/api/fields.ts'
import {
  chatRow,
  createRow,
  editRow,
  linkRow,
  statusRow,
  type FieldEdit,
} from '#contract/api/job-rows.ts'
import type { requestedJobKind } from '#contract/api/jobs.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactDraft } from '#contract/api/writes.ts'
import { issuesOf, type InputIssue } from '#proxy/invalid-input.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

export type InputKind = z.output<typeof requestedJobKind>

/** A row as it is stored: its own input as JSON, or null where all rows share one. */
export type NewRow = { contactId: number | null; name: string | null; input: string | null }

/** What a row is validated against besides its shape; without `fields` custom fields are not checked. */
export type InputContext = { can: Capabilities; fields: FieldDefinition[] | undefined }

export const maxIssues = 200 // enough to see what is wrong with a file

/** Throws `UnsupportedError` for a kind of job that the source cannot do. */
export function checkKind(kind: InputKind, { writes, chats, status }: Capabilities): void {
  const can = {
    create: writes?.create,
    edit: writes?.edit,
    link: writes && writes.links.length > 0,
    chats,
    status: status !== null,
  }[kind]
  if (!can) throw new UnsupportedError('kind', 'this source cannot do it')
}

/** Reads the rows of a request, the first of which is line `firstLine`. Every issue names its line. */
export function readRows(
  kind: InputKind,
  rows: unknown[],
  firstLine: number,
  context: InputContext,
): { rows: NewRow[]; issues: InputIssue[] } {
  const issues: InputIssue[] = []
  const seen = new Map<number | string, number>()
  const good = rows.flatMap((row, index): NewRow[] => {
    const line = firstLine + index
    const read = readRow(kind, row, context)
    issues.push(...read.issues.map((issue) => ({ ...issue, line })))
    const key = keyOf(kind, read.row)
    if (key !== null) {
      const first = seen.get(key)
      if (first !== undefined) issues.push(duplicateIssue(line, first, kind))
      else seen.set(key, line)
    }
    return [read.row]
  })
  return { rows: good, issues }
}

/** A job changes a contact once; a contact may get many chats, but each chat goes to one contact. */
const keyOf = (kind: InputKind, { contactId, input }: NewRow): number | string | null =>
  kind === 'chats' ? chatIn(input) : contactId

/** The chat of a stored row; null where the row is not about a chat. */
export function chatIn(input: string | null): string | null {
  const read = input === null ? undefined : chatInput.safeParse(JSON.parse(input))
  return read?.success ? read.data.chat : null
}
const chatInput = z.object({ chat: z.string() })

export const duplicateIssue = (
  line: number,
  first: number,
  kind: InputKind = 'edit',
): InputIssue => ({
  name: kind === 'chats' ? 'chat' : 'id',
  message: `the ${kind === 'chats' ? 'chat' : 'contact'} is already in line ${first}`,
  line,
})

type Read = { row: NewRow; issues: InputIssue[] }
const noRow: NewRow = { contactId: null, name: null, input: null }

function readRow(kind: InputKind, row: unknown, context: InputContext): Read {
  switch (kind) {
    case 'create':
      return parsed(createRow, row, (draft) => ({
        row: { contactId: null, name: nameOf(draft), input: JSON.stringify(draft) },
        issues: [...checkDraft(draft, context), ...checkFields(draft.fields ?? [], context, '')],
      }))
    case 'edit':
      return parsed(editRow, row, ({ id, ...edit }) => ({
        row: { contactId: id, name: null, input: JSON.stringify(edit) },
        issues: checkPatch(edit.patch, context, 'patch.'),
      }))
    case 'link':
      return parsed(linkRow, row, ({ id, ...change }) => ({
        row: { contactId: id, name: null, input: JSON.stringify(change) },
        issues: checkLinks(change, context, ''),
      }))
    case 'chats':
      return parsed(chatRow, row, ({ name = null, ...link }) => ({
        row: { contactId: link.contact, name, input: JSON.stringify(link) },
        issues: [],
      }))
    case 'status':
      return parsed(statusRow, row, ({ id, status }) => ({
        row: { contactId: id, name: null, input: JSON.stringify({ status }) },
        issues: checkStatus(status, context),
      }))
  }
}

function parsed<T extends z.ZodMiniType>(
  schema: T,
  row: unknown,
  read: (value: z.output<T>) => Read,
): Read {
  const result = z.safeParse(schema, row)
  if (!result.success) return { row: noRow, issues: issuesOf(result.error.issues) }
  return read(result.data)
}

function checkDraft(draft: ContactDraft, { can }: InputContext): InputIssue[] {
  if (Object.keys(draft).length === 0) return [{ name: '', message: 'the draft is empty' }]
  if (can.bots.length > 0 && !draft.identity)
    return [{ name: 'identity', message: 'the identity in the messenger of a bot is required' }]
  if (can.bots.length === 0 && draft.identity)
    return [{ name: 'identity', message: 'contacts of this source do not belong to a bot' }]
  return []
}

export function checkPatch(
  patch: { fields?: FieldEdit[] | undefined },
  context: InputContext,
  prefix: string,
): InputIssue[] {
  if (Object.keys(patch).length === 0)
    return [{ name: prefix.slice(0, -1), message: 'the patch is empty' }]
  return checkFields(patch.fields ?? [], context, prefix)
}

function checkFields(edits: { id: number }[], { fields }: InputContext, prefix: string) {
  return edits.flatMap(({ id }, index): InputIssue[] => {
    if (!fields || fields.some((field) => field.id === id)) return []
    return [{ name: `${prefix}fields.${index}.id`, message: `the account has no field ${id}` }]
  })
}

export function checkStatus(status: string, { can }: InputContext): InputIssue[] {
  const maxLength = can.status?.maxLength ?? 0
  return Array.from(status).length <= maxLength
    ? []
    : [{ name: 'status', message: `at most ${maxLength} characters` }]
}

export function checkLinks(
  change: Pick<z.output<typeof linkRow>, 'link' | 'unlink'>,
  { can }: InputContext,
  prefix: string,
): InputIssue[] {
  const issues: InputIssue[] = []
  for (const operation of ['link', 'unlink'] as const)
    for (const [index, { target, catalog }] of (change[operation] ?? []).entries()) {
      const name = `${prefix}${operation}.${index}`
      if (!can.writes?.links.includes(target))
        issues.push({ name: `${name}.target`, message: 'cannot be linked here' })
      if (target === 'catalogElements' && catalog === undefined)
        issues.push({ name: `${name}.catalog`, message: 'a list element needs its list' })
    }
  const companies = (change.link ?? []).filter(({ target }) => target === 'companies')
  if (companies.length > 1)
    issues.push({ name: `${prefix}link`, message: 'a contact has one company' })
  if (!change.link?.length && !change.unlink?.length)
    issues.push({ name: `${prefix}link`, message: 'there are no links' })
  return issues
}

function nameOf({ name, firstName, lastName, phones, emails }: ContactDraft): string | null {
  const parts = [firstName, lastName].filter(Boolean).join(' ')
  return parts || name || (phones?.[0] ?? emails?.[0])?.value || null
}
