import type { ContactEdit, TagRef } from '#mock/store/contact-edit.ts'
import type { Directory } from '#mock/store/account-directory.ts'
import { readFieldEdits } from './v4-field-values.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

const names = ['name', 'first_name', 'last_name'] as const
const users = ['responsible_user_id', 'created_by', 'updated_by'] as const
const times = ['created_at', 'updated_at'] as const

/** Keys accepted in a write, some of them ignored; any other key is rejected. */
const ignored = new Set([
  'id',
  'request_id',
  'group_id',
  'account_id',
  'closest_task_at',
  'is_deleted',
  'is_unsorted',
  'is_main',
  'custom_fields_values',
  'tags_to_add',
  'tags_to_delete',
  '_links',
  '_embedded',
  ...names,
  ...users,
  ...times,
])

/** Reads one contact of a POST or PATCH as an edit (reference 4.2, 5, 6). */
export function readContactEdit(
  item: Record<string, unknown>,
  directory: Directory,
  issues: Issues,
): ContactEdit {
  const edit: ContactEdit = {}
  for (const key of Object.keys(item)) if (!ignored.has(key)) issues.report('FieldNotExpected', key)
  for (const key of names) {
    const value = item[key]
    if (typeof value === 'string' || typeof value === 'number') edit[key] = String(value)
    else if (value !== undefined && value !== null) issues.reportType(key, 'string')
  }
  for (const key of users) {
    const id = readUser(item[key], key, directory, issues)
    if (id !== undefined) edit[key] = id
  }
  for (const key of times) {
    const value = item[key]
    if (value === undefined || value === null) continue
    const time = integerOf(value)
    if (time !== undefined && time >= 0) edit[key] = time
    else issues.reportType(key, 'int')
  }
  const fields = readFieldEdits(item['custom_fields_values'], directory, issues)
  if (fields.length > 0) edit.fields = fields
  return { ...edit, ...readTags(item, directory, issues) }
}

/** An active user, or 0 for none; deactivated users are rejected, even as authors. */
function readUser(value: unknown, path: string, directory: Directory, issues: Issues) {
  if (value === undefined || value === null) return undefined
  const id = integerOf(value)
  if (id === undefined) return void issues.reportType(path, 'int')
  if (id === 0 || directory.user(id)?.rights.is_active) return id
  return void issues.report('NotSupportedChoice', path)
}

/** `_embedded.tags` replaces all tags, null and [] remove them; `tags_to_*` are then ignored. */
function readTags(item: Record<string, unknown>, directory: Directory, issues: Issues) {
  const edit: Pick<ContactEdit, 'tags' | 'tagsToAdd' | 'tagsToDelete'> = {}
  const embedded = item['_embedded']
  const isEmpty = Array.isArray(embedded) && embedded.length === 0 // how PHP encodes an empty object
  if (embedded !== undefined && embedded !== null && !isRecord(embedded) && !isEmpty)
    issues.reportType('_embedded', 'array')
  if (isRecord(embedded) && 'tags' in embedded)
    edit.tags = readTagList(embedded['tags'], '_embedded.tags', directory, issues)
  if ('tags_to_add' in item)
    edit.tagsToAdd = readTagList(item['tags_to_add'], 'tags_to_add', directory, issues)
  if ('tags_to_delete' in item)
    edit.tagsToDelete = readTagList(item['tags_to_delete'], 'tags_to_delete', directory, issues)
  return edit
}

function readTagList(input: unknown, path: string, directory: Directory, issues: Issues): TagRef[] {
  if (input === null || input === undefined) return []
  if (!Array.isArray(input)) {
    issues.reportType(path, 'array')
    return []
  }
  return input.flatMap((tag: unknown, i): TagRef[] => {
    const tagPath = `${path}.${i}`
    const id = isRecord(tag) ? integerOf(tag['id']) : undefined
    const name = isRecord(tag) ? tag['name'] : undefined
    if (id !== undefined && directory.tag(id)) return [{ id }]
    if (id !== undefined) issues.report('NotSupportedChoice', `${tagPath}.id`)
    else if (typeof name === 'string' && name.trim() !== '') return [{ name: name.trim() }]
    else if (isRecord(tag)) issues.report('FieldMissing', `${tagPath}.name`)
    else issues.reportType(tagPath, 'array')
    return []
  })
}
