import {
  decodeBody,
  encodeBody,
  type Contact,
  type ContactText,
  type FieldValues,
} from './contact.ts'
import type { ListScope } from './contact-filter.ts'
import { createContactList, type ContactQuery } from './contact-list.ts'
import { createContactTable } from './contact-table.ts'
import type { Database } from './database.ts'
import type { Directory } from './account-directory.ts'

const firstContactId = 40_401_635 // the first id in the documents' example response

/** Contacts: read by id, listed by a query, written as a whole. */
export function createContacts(db: Database, directory: Directory) {
  const table = createContactTable(db)
  const list = createContactList(db, 'v4')
  const v2List = createContactList(db, 'v2')
  let lastId: number | undefined
  db.onRollback(() => (lastId = undefined))

  /** Values with the current names and options of their fields. */
  function withCurrentDefinitions(values: FieldValues[] | null): FieldValues[] | null {
    const current: FieldValues[] = []
    for (const value of values ?? []) {
      const field = directory.field(value.field_id)
      if (!field) continue
      const items = value.values.map((item) => {
        const option = field.enums?.find(({ id }) => id === item.enum_id)
        if (!option) return item
        const isOwnText = field.type === 'multitext' || field.type === 'smart_address'
        return isOwnText
          ? { ...item, enum_code: option.code }
          : { ...item, value: option.value, enum_code: option.code }
      })
      current.push({ ...value, field_name: field.name, field_code: field.code, values: items })
    }
    return current.length > 0 ? current : null
  }

  function textFrom(row: ContactText & { fields_revision: number }): ContactText {
    if (row.fields_revision === directory.fieldsRevision()) return row
    const text = Buffer.from(row.body).toString()
    const body = decodeBody(text)
    body.custom_fields_values = withCurrentDefinitions(body.custom_fields_values)
    return { ...row, body: Buffer.from(encodeBody(body)) }
  }

  return {
    get(id: number): Contact | undefined {
      const found = table.read(id)
      if (!found) return undefined
      if (found.revision === directory.fieldsRevision()) return found.contact
      const values = withCurrentDefinitions(found.contact.custom_fields_values)
      return { ...found.contact, custom_fields_values: values }
    },
    ids: (query: ContactQuery) => list.ids(query),
    /** The same for v2, whose lists have contacts of another account as well. */
    v2Ids: (query: ContactQuery) => v2List.ids(query),
    /** The stored JSON of these contacts, in this order; unknown ids are left out. */
    texts(ids: number[]): ContactText[] {
      const rows = db.all<ContactText & { fields_revision: number }>(
        `select d.id, cast(d.body as blob) as body, d.tags, d.fields_revision, c.company_id
         from json_each(?) j cross join contact_docs d on d.id = j.value cross join contacts c on c.id = j.value`,
        JSON.stringify(ids),
      )
      return rows.map(textFrom)
    },
    idsOfCompany: (companyId: number, scope: ListScope = 'v4') =>
      db
        .all<{ id: number }>(
          `select id from contacts where company_id = ? and ${scope === 'v4' ? 'shown = 1' : 'shown > 0'} order by id`,
          companyId,
        )
        .map(({ id }) => id),
    count: () => list.count(),
    nextId(): number {
      const top = 'select max(id) as id from contacts'
      lastId ??= Math.max(db.get<{ id: number | null }>(top)?.id ?? 0, firstContactId - 1)
      return (lastId += 1)
    },
    add(contact: Contact) {
      table.insert(contact, directory.fieldsRevision())
      if (lastId !== undefined) lastId = Math.max(lastId, contact.id)
      list.changed(undefined, contact)
      v2List.changed(undefined, contact)
    },
    addUnsearched: (contact: Contact) =>
      table.insertUnsearched(contact, directory.fieldsRevision()),
    save(before: Contact, after: Contact) {
      table.replace(before, after, directory.fieldsRevision())
      list.changed(before, after)
      v2List.changed(before, after)
    },
    /** Removes a contact altogether, unlike the trash. */
    remove(contact: Contact) {
      table.remove(contact.id)
      list.changed(contact, undefined)
      v2List.changed(contact, undefined)
    },
    clearCache() {
      lastId = undefined
      list.clearCache()
      v2List.clearCache()
    },
  }
}
