import type { Contact } from './contact.ts'
import type { Database } from './database.ts'

export type Change = { type: string; before: unknown[]; after: unknown[] }

export type HistoryEntry = {
  id: number
  contact_id: number
  at: number
  type: string
  by_id: number
  before: string
  after: string
}

export type HistoryQuery = {
  contactIds?: number[]
  types?: string[]
  authors?: number[]
  from?: number
  to?: number
  id?: number
  limit: number
  offset: number
}

/** Events of contacts in the format of amoCRM. */
export function createHistory(db: Database) {
  return {
    record(contactId: number, at: number, by: number, changes: Change[]) {
      for (const { type, before, after } of changes)
        db.run(
          'insert into history (contact_id, at, type, by_id, before, after) values (?, ?, ?, ?, ?, ?)',
          contactId,
          at,
          type,
          by,
          JSON.stringify(before),
          JSON.stringify(after),
        )
    },
    list(query: HistoryQuery): HistoryEntry[] {
      const asJson = (list: unknown[] | undefined) => (list ? JSON.stringify(list) : null)
      return db.all<HistoryEntry>(
        `select * from history where (?1 is null or contact_id in (select value from json_each(?1)))
         and (?2 is null or type in (select value from json_each(?2)))
         and (?3 is null or by_id in (select value from json_each(?3)))
         and at >= ?4 and at <= ?5 and (?6 is null or id = ?6)
         order by id desc limit ?7 offset ?8`,
        asJson(query.contactIds),
        asJson(query.types),
        asJson(query.authors),
        query.from ?? 0,
        query.to ?? Number.MAX_SAFE_INTEGER,
        query.id ?? null,
        query.limit,
        query.offset,
      )
    },
    /** All events of a contact, oldest first. */
    of: (contactId: number) =>
      db.all<HistoryEntry>('select * from history where contact_id = ? order by id', contactId),
  }
}

/** The changes of an edit as amoCRM events (reference 13). */
export function changesBetween(before: Contact, after: Contact): Change[] {
  const changes: Change[] = []
  const name = (contact: Contact) => [{ name_field_value: { name: contact.name } }]
  if (before.name !== after.name)
    changes.push({ type: 'name_field_changed', before: name(before), after: name(after) })
  if (before.responsible_user_id !== after.responsible_user_id) {
    const user = (id: number) => [{ responsible_user: { id } }]
    changes.push({
      type: 'entity_responsible_changed',
      before: user(before.responsible_user_id),
      after: user(after.responsible_user_id),
    })
  }
  changes.push(...fieldChanges(before, after))
  const had = new Set(before.tags.map(({ id }) => id))
  const has = new Set(after.tags.map(({ id }) => id))
  for (const tag of after.tags.filter(({ id }) => !had.has(id)))
    changes.push({ type: 'entity_tag_added', before: [], after: [{ tag: { name: tag.name } }] })
  for (const tag of before.tags.filter(({ id }) => !has.has(id)))
    changes.push({ type: 'entity_tag_deleted', before: [{ tag: { name: tag.name } }], after: [] })
  if (before.company_id !== after.company_id) {
    const company = (id: number) => [{ link: { entity: { type: 'company', id } } }]
    if (before.company_id !== null)
      changes.push({ type: 'entity_unlinked', before: company(before.company_id), after: [] })
    if (after.company_id !== null)
      changes.push({ type: 'entity_linked', before: [], after: company(after.company_id) })
  }
  return changes
}

function fieldChanges(before: Contact, after: Contact): Change[] {
  const valuesIn = (contact: Contact) =>
    new Map((contact.custom_fields_values ?? []).map((field) => [field.field_id, field]))
  const old = valuesIn(before)
  const now = valuesIn(after)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): Change[] => {
    const oldValues = old.get(id)?.values ?? []
    const newValues = now.get(id)?.values ?? []
    if (JSON.stringify(oldValues) === JSON.stringify(newValues)) return []
    const eventValues = (values: typeof oldValues) =>
      values.map(({ value, enum_id }) => ({
        custom_field_value: { field_id: id, enum_id: enum_id ?? null, text: textOf(value) },
      }))
    return [
      {
        type: `custom_field_${id}_value_changed`,
        before: eventValues(oldValues),
        after: eventValues(newValues),
      },
    ]
  })
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
