import * as z from 'zod/mini'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { createRow, editRow, linkRow, type FieldEdit } from '#contract/api/job-rows.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { ContactDraft } from '#contract/api/writes.ts'
import { faultsOf, type InputFault } from '#proxy/plugins/zod.ts'
import { UnsupportedError } from '#proxy/sources/errors.ts'

export type InputKind = 'create' | 'edit' | 'link'

/** A row as it is kept: its own input as JSON, or none where rows share one. */
export type NewRow = { contactId: number | null; name: string | null; input: string | null }

/** What a row is judged by besides its shape; without `fields` custom fields are not checked. */
export type InputContext = { can: Capabilities; fields: FieldDefinition[] | undefined }

export const mostFaults = 200 // enough to see what is wrong with a file

/** Throws `UnsupportedError` for a kind of job that the source cannot do. */
export function checkKind(kind: InputKind, { writes }: Capabilities): void {
  const can = {
    create: writes?.create,
    edit: writes?.edit,
    link: writes && writes.links.length > 0,
  }[kind]
  if (!can) throw new UnsupportedError('kind', 'this source cannot do it')
}

/** Rows of a request; `firstLine` counts those that came before. Everything wrong is named by line. */
export function readRows(
  kind: InputKind,
  rows: unknown[],
  firstLine: number,
  context: InputContext,
): { rows: NewRow[]; faults: InputFault[] } {
  const faults: InputFault[] = []
  const seen = new Map<number, number>()
  const good = rows.flatMap((row, at): NewRow[] => {
    const line = firstLine + at
    const read = readRow(kind, row, context)
    faults.push(...read.faults.map((fault) => ({ ...fault, line })))
    const { contactId } = read.row
    if (contactId !== null) {
      const first = seen.get(contactId)
      if (first !== undefined) faults.push(twice(line, first))
      else seen.set(contactId, line)
    }
    return [read.row]
  })
  return { rows: good, faults }
}

export const twice = (line: number, first: number): InputFault => ({
  name: 'id',
  message: `the contact stands in line ${first} already`,
  line,
})

type Read = { row: NewRow; faults: InputFault[] }
const noRow: NewRow = { contactId: null, name: null, input: null }

function readRow(kind: InputKind, row: unknown, context: InputContext): Read {
  switch (kind) {
    case 'create':
      return parsed(createRow, row, (draft) => ({
        row: { contactId: null, name: nameOf(draft), input: JSON.stringify(draft) },
        faults: [...checkDraft(draft, context), ...checkFields(draft.fields ?? [], context, '')],
      }))
    case 'edit':
      return parsed(editRow, row, ({ id, ...edit }) => ({
        row: { contactId: id, name: null, input: JSON.stringify(edit) },
        faults: checkPatch(edit.patch, context, 'patch.'),
      }))
    case 'link':
      return parsed(linkRow, row, ({ id, ...change }) => ({
        row: { contactId: id, name: null, input: JSON.stringify(change) },
        faults: checkLinks(change, context, ''),
      }))
  }
}

function parsed<T extends z.ZodMiniType>(
  schema: T,
  row: unknown,
  read: (value: z.output<T>) => Read,
): Read {
  const result = z.safeParse(schema, row)
  if (!result.success) return { row: noRow, faults: faultsOf(result.error.issues) }
  return read(result.data)
}

function checkDraft(draft: ContactDraft, { can }: InputContext): InputFault[] {
  if (Object.keys(draft).length === 0) return [{ name: '', message: 'nothing is to be created' }]
  if (can.bots.length > 0 && !draft.identity)
    return [{ name: 'identity', message: 'who the person is in a messenger of a bot' }]
  if (can.bots.length === 0 && draft.identity)
    return [{ name: 'identity', message: 'contacts here belong to no bot' }]
  return []
}

export function checkPatch(
  patch: { fields?: FieldEdit[] | undefined },
  context: InputContext,
  prefix: string,
): InputFault[] {
  if (Object.keys(patch).length === 0)
    return [{ name: prefix.slice(0, -1), message: 'nothing is to be changed' }]
  return checkFields(patch.fields ?? [], context, prefix)
}

function checkFields(edits: { id: number }[], { fields }: InputContext, prefix: string) {
  return edits.flatMap(({ id }, at): InputFault[] => {
    if (!fields || fields.some((field) => field.id === id)) return []
    return [{ name: `${prefix}fields.${at}.id`, message: `the account has no field ${id}` }]
  })
}

export function checkLinks(
  change: Pick<z.output<typeof linkRow>, 'link' | 'unlink'>,
  { can }: InputContext,
  prefix: string,
): InputFault[] {
  const faults: InputFault[] = []
  for (const how of ['link', 'unlink'] as const)
    for (const [at, { target, catalog }] of (change[how] ?? []).entries()) {
      const name = `${prefix}${how}.${at}`
      if (!can.writes?.links.includes(target))
        faults.push({ name: `${name}.target`, message: 'cannot be linked here' })
      if (target === 'catalogElements' && catalog === undefined)
        faults.push({ name: `${name}.catalog`, message: 'a list element needs its list' })
    }
  const companies = (change.link ?? []).filter(({ target }) => target === 'companies')
  if (companies.length > 1)
    faults.push({ name: `${prefix}link`, message: 'a contact has one company' })
  if (!change.link?.length && !change.unlink?.length)
    faults.push({ name: `${prefix}link`, message: 'nothing is to be linked' })
  return faults
}

function nameOf({ name, firstName, lastName, phones, emails }: ContactDraft): string | null {
  const parts = [firstName, lastName].filter(Boolean).join(' ')
  return parts || name || (phones?.[0] ?? emails?.[0])?.value || null
}
