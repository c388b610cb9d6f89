import { account } from './account-data.ts'
import type { Store } from './mock-store.ts'
import { editedContact, type ContactEdit, type FieldEdit } from './store/contact-edit.ts'
import type { Contact } from './store/contact.ts'
import type { Company, EntityQuery, Task } from './store/entity-types.ts'
import { changesBetween, type Change } from './store/history.ts'

/** Who makes a change, and the `updated_at` it sets; without one, that of a contact stays as it is. */
export type Author = { by: number; updatedAt: number | undefined }

const change = (type: string, before: unknown[] = [], after: unknown[] = []): Change => ({
  type,
  before,
  after,
})

/** Changes a contact the way users do whose changes need not move `updated_at`: tags and links. */
export function editQuietly(
  store: Store,
  contact: Contact,
  edit: ContactEdit,
  author: Author,
): Contact {
  const after = quietlyEdited(store, contact, edit, author)
  store.contacts.save(contact, after)
  store.history.record(contact.id, store.now(), author.by, changesBetween(contact, after))
  return after
}

function quietlyEdited(store: Store, contact: Contact, edit: ContactEdit, author: Author): Contact {
  const { by, updatedAt } = author
  const stamp =
    updatedAt === undefined
      ? { updated_at: contact.updated_at, updated_by: contact.updated_by }
      : { updated_at: updatedAt }
  const { directory } = store
  return editedContact(contact, { ...edit, ...stamp }, { directory, now: store.now(), by })
}

/** Puts a contact into the trash, or takes it out; `is_deleted` stays false there. */
export function setTrashed(
  store: Store,
  contact: Contact,
  trashed: boolean,
  author: Author,
): Contact {
  const after = { ...quietlyEdited(store, contact, {}, author), trashed }
  store.contacts.save(contact, after)
  const type = trashed ? 'contact_deleted' : 'contact_restored'
  store.history.record(contact.id, store.now(), author.by, [change(type)])
  return after
}

/**
 * Merges contacts into the first of them: it gets their phones, e-mails, tags, links, tasks, notes
 * and chats, and the values and the company that it has not. The others are gone, not in the trash.
 */
export function mergeContacts(
  store: Store,
  target: Contact,
  others: Contact[],
  { hasDeletionEvents, ...author }: Author & { hasDeletionEvents: boolean },
): Contact {
  const edit: ContactEdit = {
    fields: mergedFields(store, [target, ...others]),
    tagsToAdd: others.flatMap(({ tags }) => tags),
    company_id: [target, ...others].find(({ company_id: id }) => id !== null)?.company_id ?? null,
  }
  for (const other of others) {
    store.links.move(other.id, target.id)
    store.chats.move(other.id, target.id)
    for (const note of store.notes.list(ownedBy(other.id)))
      store.notes.save({ ...note, entity_id: target.id })
    for (const task of store.tasks.list(tasksOf(other.id)))
      store.tasks.save({ ...task, entity_id: target.id })
    store.contacts.remove(other)
    if (hasDeletionEvents)
      store.history.record(other.id, store.now(), author.by, [change('contact_deleted')])
  }
  const merged = {
    ...quietlyEdited(store, target, edit, author),
    closest_task_at: closestTaskAt(store, target.id),
  }
  store.contacts.save(target, merged)
  store.history.record(target.id, store.now(), author.by, [change('entity_merged')])
  return merged
}

/** All values of fields that have several, otherwise those of the first contact with a value. */
function mergedFields(store: Store, contacts: Contact[]): FieldEdit[] {
  return store.directory.fields().flatMap((field): FieldEdit[] => {
    const lists = contacts.flatMap(
      ({ custom_fields_values: fields }) =>
        fields?.find(({ field_id: id }) => id === field.id)?.values ?? [],
    )
    if (field.type === 'multitext') {
      const values = lists.filter(
        ({ value }, i) => lists.findIndex((item) => item.value === value) === i,
      )
      return values.length > 0 ? [{ field, values }] : []
    }
    const owner = contacts.find(({ custom_fields_values: fields }) =>
      fields?.some(({ field_id: id }) => id === field.id),
    )
    const values = owner?.custom_fields_values?.find(({ field_id: id }) => id === field.id)?.values
    return values ? [{ field, values }] : []
  })
}

const ownedBy = (contactId: number): EntityQuery => ({
  owners: [contactId],
  order: 'id',
  descending: false,
  offset: 0,
  limit: -1,
})

const tasksOf = (contactId: number): EntityQuery => ({
  ...ownedBy(contactId),
  keys: { entity_type: ['contacts'] },
})

const closestTaskAt = (store: Store, contactId: number): number | null =>
  store.tasks
    .list({ ...tasksOf(contactId), order: 'complete_till' })
    .find((task) => !task.is_completed)?.complete_till ?? null

export function renameCompany(store: Store, company: Company, name: string, author: Author) {
  const renamed: Company = {
    ...company,
    name,
    updated_by: author.by,
    updated_at: author.updatedAt ?? store.now(),
  }
  store.companies.save(renamed)
  const value = (text: string) => [{ name_field_value: { name: text } }]
  const subject = { type: 'company', id: company.id, contactId: null } as const
  const renaming = change('name_field_changed', value(company.name), value(name))
  store.history.recordEvent(subject, store.now(), author.by, [renaming])
  return renamed
}

export type TaskEdit = Partial<
  Pick<Task, 'text' | 'complete_till' | 'task_type_id' | 'responsible_user_id' | 'is_completed'>
> & { result?: { text: string } | []; duration?: number; created_at?: number }

const firstTaskId = 50_000_001

/** Adds a task to a contact; its next task changes, its `updated_at` does not. */
export function addTask(store: Store, contact: Contact, edit: TaskEdit, author: Author): Task {
  const now = store.now()
  const responsible = edit.responsible_user_id ?? author.by
  const task: Task = {
    id: store.tasks.nextId(firstTaskId),
    created_by: author.by,
    updated_by: author.by,
    created_at: now,
    updated_at: author.updatedAt ?? now,
    group_id: store.directory.user(responsible)?.rights.group_id ?? 0,
    entity_id: contact.id,
    entity_type: 'contacts',
    duration: 0,
    is_completed: false,
    task_type_id: 1,
    text: '',
    result: [],
    complete_till: now,
    account_id: account.id,
    ...edit,
    responsible_user_id: responsible,
  }
  store.tasks.save(task)
  recordTask(store, task, author, [change('task_added')])
  showNextTask(store, task)
  return task
}

/** Changes or completes a task. */
export function editTask(store: Store, before: Task, edit: TaskEdit, author: Author): Task {
  const updated_at = author.updatedAt ?? store.now()
  const after: Task = { ...before, ...edit, updated_by: author.by, updated_at }
  store.tasks.save(after)
  recordTask(store, after, author, taskChanges(before, after))
  showNextTask(store, after)
  return after
}

export function removeTask(store: Store, task: Task, author: Author) {
  store.tasks.remove(task.id)
  recordTask(store, task, author, [change('task_deleted')])
  showNextTask(store, task)
}

function taskChanges(before: Task, after: Task): Change[] {
  const changes: Change[] = []
  const compare = <Value>(
    type: string,
    value: (task: Task) => Value,
    shown: (v: Value) => object,
  ) => {
    const [old, now] = [value(before), value(after)]
    if (old !== now) changes.push(change(type, [shown(old)], [shown(now)]))
  }
  compare(
    'task_text_changed',
    ({ text }) => text,
    (text) => ({ task: { text } }),
  )
  compare(
    'task_type_changed',
    ({ task_type_id: id }) => id,
    (id) => ({ task_type: { id } }),
  )
  compare(
    'task_deadline_changed',
    (task) => task.complete_till,
    (timestamp) => ({ task_deadline: { timestamp } }),
  )
  compare(
    'entity_responsible_changed',
    (task) => task.responsible_user_id,
    (id) => ({ responsible_user: { id } }),
  )
  if (after.is_completed && !before.is_completed) changes.push(change('task_completed'))
  // What this event contains is not documented.
  const resultOf = ({ result }: Task) => ('text' in result ? result.text : '')
  if (resultOf(after) !== '' && resultOf(after) !== resultOf(before))
    changes.push(change('task_result_added'))
  return changes
}

const contactIdOf = (task: Task) => (task.entity_type === 'contacts' ? task.entity_id : null)

const recordTask = (store: Store, task: Task, author: Author, changes: Change[]) =>
  store.history.recordEvent(
    { type: 'task', id: task.id, contactId: contactIdOf(task) },
    store.now(),
    author.by,
    changes,
  )

function showNextTask(store: Store, task: Task) {
  const contact = store.contact(contactIdOf(task) ?? 0)
  if (!contact) return
  store.contacts.save(contact, { ...contact, closest_task_at: closestTaskAt(store, contact.id) })
}
