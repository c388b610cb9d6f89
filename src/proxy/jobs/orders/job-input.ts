import * as z from 'zod/mini'
import type { ChatLink } from '#contract/api/chats.ts'
import { chatRow, createRow, editRow, statusRow } from '#contract/api/job-rows.ts'
import type { requestedJobKind } from '#contract/api/jobs.ts'
import { legacyDraft, legacyEditRow, legacyLinkRow } from '#contract/api/legacy-writes.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactDraft, ContactEdit } from '#contract/api/writes.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { checkChanges, checkLegacyLinks, checkLegacyPatch, checkStatus } from './input-checks.ts'
import { changesOfLinks, changesOfPatch, draftOfLegacy } from './legacy-input.ts'
import { snapshotOfLegacy, withRoles } from './legacy-snapshot.ts'
import { issuesOf, type InputIssue } from '#proxy/invalid-input.ts'
import type { Source } from '#proxy/sources/source.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

export type InputKind = z.output<typeof requestedJobKind>

/** A row as stored: its own input as JSON, or null if all rows share the same input. */
export type NewRow = { contactId: number | null; name: string | null; input: string | null }

/**
 * What a row is validated against in addition to its schema; without `fields`, custom fields are
 * not validated.
 */
export type InputContext = { can: Capabilities; fields: FieldDefinition[] | undefined }

export const maxIssues = 200 // enough to show what is wrong with a file

/** Throws `UnsupportedError` for a kind of job that the source does not support. */
export function checkKind(kind: InputKind, { info, ...parts }: Source): void {
  const { writes, status } = info.capabilities
  const can = {
    create: parts.writer !== null && writes?.create === true,
    edit: parts.writer !== null && writes?.edit === true,
    link: parts.linker !== null && writes !== null && writes.links.length > 0,
    chats: parts.chats !== null,
    status: parts.variables !== null && status !== null,
  }[kind]
  if (!can) throw new UnsupportedError('kind', 'this source does not support it')
}

/**
 * Reads the rows of a request, of which the first is line `firstLine`. Every issue includes its
 * line.
 */
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

/**
 * A job may contain each contact once; for chats it may contain each chat once, and a contact many
 * times.
 */
const keyOf = (kind: InputKind, { contactId, input }: NewRow): number | string | null =>
  kind === 'chats' ? chatIn(input) : contactId

/** The chat of a stored row; null if the row does not concern a chat. */
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

/** Reads a row in the current format or that of 0.1.0, depending on its keys. */
function readRow(kind: InputKind, row: unknown, context: InputContext): Read {
  const names = (key: string) => typeof row === 'object' && row !== null && key in row
  switch (kind) {
    case 'create':
      return names('changes')
        ? parsed(createRow, row, (draft) => ({
            row: rowOfDraft(draft),
            issues: [...checkChanges(draft, kind, context), ...checkIdentity(draft, context)],
          }))
        : parsed(legacyDraft, row, (draft) => ({
            row: legacyDraftRow(draft, context),
            issues: [...checkLegacyPatch(draft, context, ''), ...checkIdentity(draft, context)],
          }))
    case 'edit':
    case 'link':
      if (names('patch')) return readLegacyEdit(row, context)
      if (names('link') || names('unlink')) return readLegacyLinks(row, context)
      return parsed(editRow, row, (edit) => ({
        row: rowOfEdit(edit),
        issues: checkChanges(edit, kind, context),
      }))
    case 'chats':
      return parsed(chatRow, row, ({ name = null, ...link }) => ({
        row: rowOfChat(link, name),
        issues: [],
      }))
    case 'status':
      return parsed(statusRow, row, ({ id, status }) => ({
        row: { contactId: id, name: null, input: JSON.stringify({ status }) },
        issues: checkStatus(status, context),
      }))
  }
}

/** The stored row for a change of one contact. */
export const rowOfEdit = ({ id, ...edit }: ContactEdit): NewRow => ({
  contactId: id,
  name: null,
  input: JSON.stringify(edit),
})

/** The stored row for a chat that is linked to a contact. */
export const rowOfChat = (link: ChatLink, name: string | null = null): NewRow => ({
  contactId: link.contact,
  name,
  input: JSON.stringify(link),
})

export const rowOfDraft = (draft: ContactDraft): NewRow => ({
  contactId: null,
  name: nameIn(draft),
  input: JSON.stringify(draft),
})

/**
 * Without the account's fields the values cannot be parsed: the row is stored as received, and
 * parsed later.
 */
function legacyDraftRow(draft: z.output<typeof legacyDraft>, { fields }: InputContext): NewRow {
  const converted = rowOfDraft(draftOfLegacy(draft, fields ?? []))
  return fields ? converted : { ...converted, input: JSON.stringify(draft) }
}

function readLegacyEdit(row: unknown, context: InputContext): Read {
  return parsed(legacyEditRow, row, ({ id, patch, before }) => {
    const issues = checkLegacyPatch(patch, context, 'patch.')
    const { fields } = context
    if (!fields) {
      const input = JSON.stringify({ patch, ...(before && { before }) })
      return { row: { contactId: id, name: null, input }, issues }
    }
    const seen = before && withRoles(snapshotOfLegacy(before), fields)
    const changes = changesOfPatch(patch, fields)
    return { row: rowOfEdit({ id, changes, ...(seen && { before: seen }) }), issues }
  })
}

const readLegacyLinks = (row: unknown, context: InputContext): Read =>
  parsed(legacyLinkRow, row, ({ id, ...links }) => ({
    row: rowOfEdit({ id, ...changesOfLinks(links) }),
    issues: checkLegacyLinks(links, context, ''),
  }))

function parsed<T extends z.ZodMiniType>(
  schema: T,
  row: unknown,
  read: (value: z.output<T>) => Read,
): Read {
  const result = z.safeParse(schema, row)
  if (!result.success) return { row: noRow, issues: issuesOf(result.error.issues) }
  return read(result.data)
}

function checkIdentity(draft: Pick<ContactDraft, 'identity'>, { can }: InputContext): InputIssue[] {
  if (can.bots.length > 0 && !draft.identity)
    return [{ name: 'identity', message: 'the identity in the messenger of a bot is required' }]
  if (can.bots.length === 0 && draft.identity)
    return [{ name: 'identity', message: 'contacts of this source do not belong to a bot' }]
  return []
}

/** The name of a contact to create in a list of rows. */
function nameIn({ changes }: ContactDraft): string | null {
  const textOf = (...keys: string[]) =>
    keys.flatMap((key) => {
      const change = changes.find(({ attribute }) => attribute === key)
      const value = change && ('set' in change ? change.set : 'add' in change ? change.add : null)
      const texts = value?.kind === 'text' ? value.values : []
      const points = value?.kind === 'contactPoints' ? value.items.map((item) => item.value) : []
      return [texts[0] ?? points[0] ?? ''].filter((text) => text.trim() !== '')
    })
  const parts = textOf('firstName', 'lastName').join(' ')
  return parts || textOf('name', 'phones', 'emails')[0] || null
}
