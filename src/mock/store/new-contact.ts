import { account } from '#mock/account-data.ts'
import type { Contact, FieldValues } from './contact.ts'
import type { Directory } from './account-directory.ts'

/** A contact to be added by a test or by seeding; everything is optional. */
export type NewContact = {
  id?: number
  /** Another account than the mock's: v2 alone lists such a contact. */
  account_id?: number
  name?: string
  first_name?: string
  last_name?: string
  phones?: string[]
  emails?: string[]
  /** Fields other than phones and e-mails, in the format of amoCRM v4. */
  fields?: FieldValues[]
  tags?: string[]
  responsible_user_id?: number
  created_by?: number
  updated_by?: number
  created_at?: number
  updated_at?: number
  closest_task_at?: number | null
  company_id?: number | null
  leads?: number[]
  customers?: number[]
  is_unsorted?: boolean
  trashed?: boolean
}

export function buildContact(
  parts: NewContact,
  { id, now, directory }: { id: number; now: number; directory: Directory },
): Contact {
  const first = parts.first_name ?? ''
  const last = parts.last_name ?? ''
  const responsible = parts.responsible_user_id ?? account.currentUserId
  const values = [
    ...multitext(directory, 'PHONE', parts.phones ?? []),
    ...multitext(directory, 'EMAIL', parts.emails ?? []),
    ...(parts.fields ?? []),
  ]
  const created = parts.created_at ?? now
  return {
    id: parts.id ?? id,
    name: parts.name ?? `${first} ${last}`.trim(),
    first_name: first,
    last_name: last,
    responsible_user_id: responsible,
    group_id: directory.user(responsible)?.rights.group_id ?? 0,
    created_by: parts.created_by ?? responsible,
    updated_by: parts.updated_by ?? responsible,
    created_at: created,
    updated_at: parts.updated_at ?? created,
    is_deleted: false,
    is_unsorted: parts.is_unsorted ?? false,
    closest_task_at: parts.closest_task_at ?? null,
    custom_fields_values: values.length > 0 ? values : null,
    account_id: parts.account_id ?? account.id,
    tags: (parts.tags ?? []).map((name) => directory.tagNamed(name)),
    company_id: parts.company_id ?? null,
    trashed: parts.trashed ?? false,
  }
}

function multitext(directory: Directory, code: string, texts: string[]): FieldValues[] {
  const field = directory.fieldByCode(code)
  const work = field?.enums?.find((option) => option.code === 'WORK')
  if (!field || !work || texts.length === 0) return []
  const values = texts.map((value) => ({ value, enum_id: work.id, enum_code: work.code }))
  return [
    {
      field_id: field.id,
      field_name: field.name,
      field_code: code,
      field_type: field.type,
      values,
    },
  ]
}
