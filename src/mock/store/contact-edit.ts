import type { Contact, Field, FieldValue, FieldValues, Tag } from './contact.ts'
import type { Directory } from './account-directory.ts'

export type TagRef = { id: number } | { name: string }

/** Replaces all values of a custom field; null clears it. */
export type FieldEdit = { field: Field; values: FieldValue[] | null }

/** A change to a contact, independent of the dialect; only keys that were sent are present. */
export type ContactEdit = {
  name?: string
  first_name?: string
  last_name?: string
  responsible_user_id?: number
  created_by?: number
  updated_by?: number
  created_at?: number
  updated_at?: number
  company_id?: number | null
  fields?: FieldEdit[]
  tags?: TagRef[]
  tagsToAdd?: TagRef[]
  tagsToDelete?: TagRef[]
}

export type EditContext = { directory: Directory; now: number; by: number }

export function editedContact(contact: Contact, edit: ContactEdit, context: EditContext): Contact {
  const { directory, now, by } = context
  const responsible = edit.responsible_user_id ?? contact.responsible_user_id
  return {
    ...contact,
    ...namesAfter(contact, edit),
    responsible_user_id: responsible,
    group_id: directory.user(responsible)?.rights.group_id ?? 0,
    created_by: edit.created_by ?? contact.created_by,
    updated_by: edit.updated_by ?? by,
    created_at: edit.created_at ?? contact.created_at,
    updated_at: edit.updated_at ?? now,
    custom_fields_values: valuesAfter(contact.custom_fields_values, edit.fields, directory),
    tags: tagsAfter(contact.tags, edit, directory),
    company_id: edit.company_id === undefined ? contact.company_id : edit.company_id,
  }
}

/** First and last name make up the display name; a display name alone does not change them. */
function namesAfter(contact: Contact, edit: ContactEdit) {
  const first = edit.first_name ?? contact.first_name
  const last = edit.last_name ?? contact.last_name
  const isSplit = edit.first_name !== undefined || edit.last_name !== undefined
  const joined = isSplit ? `${first} ${last}`.trim() : ''
  return { first_name: first, last_name: last, name: joined || (edit.name ?? contact.name) }
}

function valuesAfter(
  before: FieldValues[] | null,
  edits: FieldEdit[] | undefined,
  directory: Directory,
): FieldValues[] | null {
  if (!edits || edits.length === 0) return before
  const byField = new Map((before ?? []).map((field) => [field.field_id, field]))
  for (const { field, values } of edits)
    if (values === null || values.length === 0) byField.delete(field.id)
    else
      byField.set(field.id, {
        field_id: field.id,
        field_name: field.name,
        field_code: field.code,
        field_type: field.type,
        values,
      })
  if (byField.size === 0) return null
  const sortOf = (id: number) => directory.field(id)?.sort ?? 0
  return [...byField.values()].toSorted((a, b) => sortOf(a.field_id) - sortOf(b.field_id))
}

function tagsAfter(before: Tag[], edit: ContactEdit, directory: Directory): Tag[] {
  // With both styles at once the replacing one wins (reference 5).
  if (edit.tags) return unique(edit.tags.flatMap((ref) => tagOf(ref, directory) ?? []))
  const added = (edit.tagsToAdd ?? []).flatMap((ref) => tagOf(ref, directory) ?? [])
  const removed = edit.tagsToDelete ?? []
  const isRemoved = (tag: Tag) =>
    removed.some((ref) => ('id' in ref ? ref.id === tag.id : ref.name === tag.name))
  return unique([...before, ...added]).filter((tag) => !isRemoved(tag))
}

const tagOf = (ref: TagRef, directory: Directory) =>
  'id' in ref ? directory.tag(ref.id) : directory.tagNamed(ref.name)

const unique = (tags: Tag[]) => [...new Map(tags.map((tag) => [tag.id, tag])).values()]
