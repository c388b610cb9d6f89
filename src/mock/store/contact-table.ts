import { account } from '#mock/account-data.ts'
import type { Database } from './database.ts'
import { decodeBody, encodeBody, fieldKeys, searchText, type Contact, type Tag } from './contact.ts'

/** Writes a contact to all of its tables. */
export function createContactTable(db: Database) {
  function insertRow(contact: Contact) {
    db.run(
      `insert into contacts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      contact.id,
      listingOf(contact),
      contact.trashed ? 1 : 0,
      contact.name.toLowerCase(),
      contact.created_at,
      contact.updated_at,
      contact.created_by,
      contact.updated_by,
      contact.responsible_user_id,
      contact.closest_task_at,
      contact.company_id,
    )
  }

  function insertValues(contact: Contact) {
    for (const { fieldId, key, number } of fieldKeys(contact.custom_fields_values))
      db.run(
        'insert or ignore into field_values values (?, ?, ?, ?)',
        contact.id,
        fieldId,
        key,
        number,
      )
  }

  function insertDoc(contact: Contact, revision: number) {
    const { body, tags } = serialize(contact)
    db.run('insert into contact_docs values (?, ?, ?, ?)', contact.id, body, tags, revision)
  }

  return {
    insert(contact: Contact, revision: number) {
      insertRow(contact)
      insertDoc(contact, revision)
      insertValues(contact)
      const text = searchText(contact)
      db.run('insert into contact_texts values (?, ?)', contact.id, text)
      db.run('insert into contact_search (rowid, text) values (?, ?)', contact.id, text)
    },

    /** For seeding: the search index is built afterwards, in one pass. */
    insertUnsearched(contact: Contact, revision: number) {
      insertRow(contact)
      insertDoc(contact, revision)
      insertValues(contact)
      db.run('insert into contact_texts values (?, ?)', contact.id, searchText(contact))
    },

    replace(before: Contact, contact: Contact, revision: number) {
      db.run('delete from contacts where id = ?', contact.id)
      insertRow(contact)
      db.run('delete from contact_docs where id = ?', contact.id)
      insertDoc(contact, revision)
      if (before.custom_fields_values !== contact.custom_fields_values) {
        db.run('delete from field_values where contact_id = ?', contact.id)
        insertValues(contact)
      }
      const text = searchText(contact)
      // Deleting from the index needs the indexed text, which may differ from the current document.
      const stored = db.get<{ text: string }>(
        'select text from contact_texts where id = ?',
        contact.id,
      )
      if (stored?.text === text) return
      const deleteText = `insert into contact_search (contact_search, rowid, text) values ('delete', ?, ?)`
      db.run(deleteText, contact.id, stored?.text ?? '')
      db.run('update contact_texts set text = ? where id = ?', text, contact.id)
      db.run('insert into contact_search (rowid, text) values (?, ?)', contact.id, text)
    },

    remove(id: number) {
      const stored = db.get<{ text: string }>('select text from contact_texts where id = ?', id)
      const deleteText = `insert into contact_search (contact_search, rowid, text) values ('delete', ?, ?)`
      if (stored) db.run(deleteText, id, stored.text)
      db.run('delete from contact_texts where id = ?', id)
      db.run('delete from field_values where contact_id = ?', id)
      db.run('delete from contact_docs where id = ?', id)
      db.run('delete from contacts where id = ?', id)
    },

    read(id: number): { contact: Contact; revision: number } | undefined {
      const row = db.get<StoredContact>(
        `select d.body, d.tags, d.fields_revision, c.company_id, c.trashed
         from contact_docs d join contacts c on c.id = d.id where d.id = ?`,
        id,
      )
      if (!row) return undefined
      const body = decodeBody(row.body)
      // Written by serialize below.
      const tags = (JSON.parse(row.tags) as (Tag & { color: null })[]).map(
        ({ id: tagId, name }) => ({
          id: tagId,
          name,
        }),
      )
      const contact = { ...body, tags, company_id: row.company_id, trashed: row.trashed === 1 }
      return { contact, revision: row.fields_revision }
    },
  }
}

type StoredContact = {
  body: string
  tags: string
  fields_revision: number
  company_id: number | null
  trashed: number
}

/**
 * Which lists have a contact: 1 all of them, 0 none (in the trash, or only in an incoming lead),
 * 2 those of v2 only (its document shows another account than those of v4).
 */
export function listingOf(contact: Contact): 0 | 1 | 2 {
  if (contact.trashed || contact.is_unsorted) return 0
  return contact.account_id === account.id ? 1 : 2
}

function serialize({ tags, company_id: _company, trashed: _trashed, ...body }: Contact) {
  return {
    body: encodeBody(body),
    tags: JSON.stringify(tags.map(({ id, name }) => ({ id, name, color: null }))),
  }
}
