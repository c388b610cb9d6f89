import type { Range } from './contact-filter.ts'
import type { Contact } from './contact.ts'
import type { Database, Param } from './database.ts'
import type { Link } from './link-table.ts'
import { historyTable } from './sql-schema.ts'

export type Change = { type: string; before: unknown[]; after: unknown[] }

/** What an event is about, and the contact whose card shows it, which decides who may see it. */
export type EventSubject = {
  type: 'contact' | 'company' | 'task'
  id: number
  contactId: number | null
}

export type HistoryEntry = {
  id: number
  entity_type: EventSubject['type']
  entity_id: number
  contact_id: number | null
  at: number
  type: string
  by_id: number
  before: string
  after: string
}

/** The conditions of a list of events; all that are given must hold. */
export type HistoryQuery = {
  ids?: number[]
  entityTypes?: string[]
  entityIds?: number[]
  types?: string[]
  authors?: number[]
  at?: Range
  responsibleBefore?: number[]
  responsibleAfter?: number[]
  /** Events of contacts of these users only; those of companies are always included. */
  visibleOwners?: number[]
  limit: number
  offset: number
}

/** Events of contacts, and of their tasks and companies, in the format of amoCRM. */
export function createHistory(db: Database) {
  const listeners = new Set<(subject: EventSubject, changes: Change[]) => void>()

  function recordEvent(subject: EventSubject, at: number, by: number, changes: Change[]) {
    for (const { type, before, after } of changes)
      db.run(
        `insert into history (entity_type, entity_id, contact_id, at, type, by_id, before, after)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        subject.type,
        subject.id,
        subject.contactId,
        at,
        type,
        by,
        JSON.stringify(before),
        JSON.stringify(after),
      )
    if (changes.length > 0) for (const listener of listeners) listener(subject, changes)
  }

  return {
    recordEvent,
    /** Called with every event, also of changes that are rolled back afterwards. */
    onEvent: (listener: (subject: EventSubject, changes: Change[]) => void) =>
      void listeners.add(listener),
    record: (contactId: number, at: number, by: number, changes: Change[]) =>
      recordEvent({ type: 'contact', id: contactId, contactId }, at, by, changes),
    /** Newest first. */
    list(query: HistoryQuery): HistoryEntry[] {
      const { tests, params } = testsOf(query)
      const text = `select * from history h where ${tests} order by at desc, id desc limit ? offset ?`
      return db.all<HistoryEntry>(text, ...params, query.limit, query.offset)
    },
    /** All events of a contact and of its tasks, oldest first. */
    of: (contactId: number) =>
      db.all<HistoryEntry>('select * from history where contact_id = ? order by at, id', contactId),
  }
}

function testsOf(query: HistoryQuery) {
  // The contacts of the other documented account are not in the lists of v4.
  const tests = ['not exists (select 1 from contacts c where c.id = h.contact_id and c.shown = 2)']
  const params: Param[] = []
  const isOneOf = (value: string, list: (string | number)[] | undefined) => {
    if (!list) return
    tests.push(`${value} in (select value from json_each(?))`)
    params.push(JSON.stringify(list))
  }
  isOneOf('h.id', query.ids)
  isOneOf('h.entity_type', query.entityTypes)
  isOneOf('h.entity_id', query.entityIds)
  isOneOf('h.by_id', query.authors)
  isOneOf(`h.before ->> '$[0].responsible_user.id'`, query.responsibleBefore)
  isOneOf(`h.after ->> '$[0].responsible_user.id'`, query.responsibleAfter)
  if (query.types) {
    const found = query.types.map(typeTest)
    tests.push(`(${found.map(({ test }) => test).join(' or ')})`)
    params.push(...found.flatMap((type) => type.params))
  }
  if (query.visibleOwners) {
    const owners = 'c.responsible_user_id in (select value from json_each(?))'
    tests.push(
      `(h.contact_id is null or exists (select 1 from contacts c where c.id = h.contact_id and ${owners}))`,
    )
    params.push(JSON.stringify(query.visibleOwners))
  }
  tests.push('h.at between ? and ?')
  params.push(query.at?.from ?? 0, query.at?.to ?? Number.MAX_SAFE_INTEGER)
  return { tests: tests.join(' and '), params }
}

/**
 * Some types select events of another type: those of links are received as `entity_linked`, changes
 * of any field as `custom_field_{id}_value_changed`.
 */
function typeTest(type: string): { test: string; params: Param[] } {
  if (type === 'custom_field_value_changed')
    return { test: `h.type glob 'custom_field_[0-9]*_value_changed'`, params: [] }
  const [, kind = '', verb = ''] =
    /^(contact|company|lead|customer)_(linked|unlinked)$/.exec(type) ?? []
  if (kind === '') return { test: 'h.type = ?', params: [type] }
  const received = `entity_${verb}`
  if (kind === 'contact')
    return { test: `(h.entity_type = 'contact' and h.type = ?)`, params: [received] }
  const value = verb === 'linked' ? 'after' : 'before'
  const test = `(h.type = ? and h.${value} ->> '$[0].link.entity.type' = ?)`
  return { test, params: [received, kind] }
}

const contactHistoryColumns = 'id, contact_id, at, type, by_id, before, after'

/** Adds to the table of a data file of an older version what an event is about: then always a contact. */
export function upgradeHistory(db: Database) {
  const isCurrent = `select 1 from pragma_table_info('history') where name = 'entity_type'`
  if (db.get(isCurrent)) return
  db.transaction(() => {
    db.exec('alter table history rename to contact_history')
    db.exec(historyTable)
    db.exec(
      `insert into history (entity_type, entity_id, ${contactHistoryColumns})
       select 'contact', contact_id, ${contactHistoryColumns} from contact_history`,
    )
    db.exec('drop table contact_history')
  })
}

const linkTypes = { companies: 'company', leads: 'lead', customers: 'customer' } as const

/** The link of an event; a catalog element is of the type `catalog_{id}`, as in its filter. */
function linkValue(kind: keyof typeof linkTypes | 'catalog_elements', id: number, catalog = 0) {
  const type = kind === 'catalog_elements' ? `catalog_${catalog}` : linkTypes[kind]
  return [{ link: { entity: { type, id } } }]
}

type LinkEnd = Pick<Link, 'kind' | 'to_id' | 'catalog_id'>

export const linkAdded = ({ kind, to_id, catalog_id }: LinkEnd): Change => ({
  type: 'entity_linked',
  before: [],
  after: linkValue(kind, to_id, catalog_id ?? 0),
})

export const linkRemoved = ({ kind, to_id, catalog_id }: LinkEnd): Change => ({
  type: 'entity_unlinked',
  before: linkValue(kind, to_id, catalog_id ?? 0),
  after: [],
})

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
    const company = (id: number) => linkValue('companies', id)
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
