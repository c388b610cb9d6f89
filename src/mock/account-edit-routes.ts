import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  addTask,
  editQuietly,
  editTask,
  mergeContacts,
  removeTask,
  renameCompany,
  setTrashed,
  type Author,
  type TaskEdit,
} from './account-edits.ts'
import { readContactEdit } from './amo-v4/v4-contact-input.ts'
import { createIssues } from './amo-v4/v4-item-issues.ts'
import { linkTargetExists, linkTypes } from './amo-v4/v4-link-input.ts'
import { otherUserId } from './concurrent-edits.ts'
import { parseOrReject } from './control-input.ts'
import { Rejection } from './rejection.ts'
import { sendJson, sendNoContent } from './responses.ts'
import type { Services } from './services.ts'
import type { Contact } from './store/contact.ts'

/** `by`: the user who makes the change, 504142 if not given. */
const author = { by: z.int().optional(), updated_at: z.int().min(0).optional() }
const ids = z.array(z.int()).min(1)
const trashInput = z.strictObject({ ids, ...author })
const mergeInput = z.strictObject({
  /** The contact to merge into, then those that are merged into it. */
  ids: z.array(z.int()).min(2),
  /** Whether those merged into it get a `contact_deleted` event of their own. */
  deletion_events: z.boolean().default(false),
  ...author,
})
const editInput = z.looseObject({ by: z.int().optional() })
const names = z.array(z.string().trim().min(1)).default([])
const tagInput = z.strictObject({ add: names, remove: names, ...author })
const link = z.strictObject({ to_entity_type: z.enum(linkTypes), to_entity_id: z.int() })
const links = z.array(link).default([])
const linkInput = z.strictObject({ add: links, remove: links, ...author })
const companyInput = z.strictObject({ name: z.string(), ...author })
const taskInput = z.strictObject({
  text: z.string().optional(),
  complete_till: z.int().min(0).optional(),
  task_type_id: z.int().optional(),
  responsible_user_id: z.int().optional(),
  is_completed: z.boolean().optional(),
  result: z.strictObject({ text: z.string() }).optional(),
  ...author,
})

type WithId = { Params: { id: string } }

/** Calls of the control API that change the account as another user does in amoCRM's interface. */
export function accountEditRoutes(app: FastifyInstance, { store }: Services) {
  function authorOf({
    by = otherUserId,
    updated_at: updatedAt,
  }: {
    by?: number | undefined
    updated_at?: number | undefined
  }): Author {
    if (!store.directory.user(by)) throw new Rejection(400, `No such user: ${by}`)
    return { by, updatedAt }
  }

  function contactOf(id: number | string, isTrashed = false): Contact {
    const contact = store.contact(Number(id) || 0)
    if (contact?.trashed !== isTrashed)
      throw new Rejection(404, `No such contact${isTrashed ? ' in the trash' : ''}: ${id}`)
    return contact
  }

  function setAllTrashed(body: unknown, trashed: boolean) {
    const input = parseOrReject(trashInput, body)
    const by = authorOf(input)
    return store.transaction(() => {
      const contacts = input.ids.map((id) =>
        setTrashed(store, contactOf(id, !trashed), trashed, by),
      )
      return { contacts }
    })
  }
  app.post('/_mock/contacts/delete', (request, reply) =>
    sendJson(reply, setAllTrashed(request.body, true)),
  )
  app.post('/_mock/contacts/restore', (request, reply) =>
    sendJson(reply, setAllTrashed(request.body, false)),
  )

  app.post('/_mock/contacts/merge', (request, reply) => {
    const input = parseOrReject(mergeInput, request.body)
    const by = { ...authorOf(input), hasDeletionEvents: input.deletion_events }
    if (new Set(input.ids).size < input.ids.length)
      throw new Rejection(400, 'The same contact twice')
    const [targetId = 0, ...otherIds] = input.ids
    const [target, others] = [contactOf(targetId), otherIds.map((id) => contactOf(id))]
    const contact = store.transaction(() => mergeContacts(store, target, others, by))
    return sendJson(reply, { contact })
  })

  app.patch<WithId>('/_mock/contacts/:id', (request, reply) => {
    const { by, ...item } = parseOrReject(editInput, request.body)
    const contact = contactOf(request.params.id)
    const issues = createIssues()
    const edit = readContactEdit(item, store.directory, issues)
    if (issues.errors.length > 0) throw new Rejection(400, JSON.stringify(issues.errors))
    return sendJson(reply, { contact: store.updateContact(contact, edit, authorOf({ by }).by) })
  })

  app.post<WithId>('/_mock/contacts/:id/tags', (request, reply) => {
    const input = parseOrReject(tagInput, request.body)
    const edit = {
      tagsToAdd: input.add.map((name) => ({ name })),
      tagsToDelete: input.remove.map((name) => ({ name })),
    }
    const before = contactOf(request.params.id)
    const by = authorOf(input)
    const contact = store.transaction(() => editQuietly(store, before, edit, by))
    return sendJson(reply, { contact })
  })

  app.post<WithId>('/_mock/contacts/:id/links', (request, reply) => {
    const { add, remove, ...input } = parseOrReject(linkInput, request.body)
    const by = authorOf(input)
    const { id } = contactOf(request.params.id)
    const contact = store.transaction(() => {
      for (const item of remove) removeLink(id, item, by)
      for (const item of add) addLink(id, item, by)
      return editQuietly(store, contactOf(id), {}, by)
    })
    return sendJson(reply, { contact, links: store.links.all(id) })
  })

  function addLink(contactId: number, item: z.output<typeof link>, by: Author) {
    const { to_entity_type: kind, to_entity_id: to_id } = item
    if (!linkTargetExists(store, kind, to_id)) throw new Rejection(400, `No such ${kind}: ${to_id}`)
    if (kind === 'companies')
      return void editQuietly(store, contactOf(contactId), { company_id: to_id }, by)
    const catalog_id =
      kind === 'catalog_elements' ? (store.elements.get(to_id)?.catalog_id ?? null) : null
    const end = { contact_id: contactId, kind, to_id, catalog_id }
    const quantity = kind === 'catalog_elements' ? 1 : null
    return store.addLink({ ...end, quantity, price_id: null, is_main: 1 }, by.by)
  }

  function removeLink(contactId: number, item: z.output<typeof link>, by: Author) {
    const { to_entity_type: kind, to_entity_id: to_id } = item
    if (kind !== 'companies') return store.removeLink(contactId, kind, to_id, by.by)
    const contact = contactOf(contactId)
    if (contact.company_id === to_id) editQuietly(store, contact, { company_id: null }, by)
  }

  app.patch<WithId>('/_mock/companies/:id', (request, reply) => {
    const input = parseOrReject(companyInput, request.body)
    const by = authorOf(input)
    const company = store.companies.get(Number(request.params.id) || 0)
    if (!company) throw new Rejection(404, `No such company: ${request.params.id}`)
    const renamed = store.transaction(() => renameCompany(store, company, input.name, by))
    return sendJson(reply, { company: renamed })
  })

  /** The keys of a task that were given. */
  function taskEditOf(input: z.output<typeof taskInput>): TaskEdit {
    const { by: _by, updated_at: _updatedAt, ...edit } = input
    return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  }
  function taskOf(id: string) {
    const task = store.tasks.get(Number(id) || 0)
    if (!task) throw new Rejection(404, `No such task: ${id}`)
    return task
  }

  app.post<WithId>('/_mock/contacts/:id/tasks', (request, reply) => {
    const input = parseOrReject(taskInput, request.body ?? {})
    const by = authorOf(input)
    const contact = contactOf(request.params.id)
    const task = store.transaction(() => addTask(store, contact, taskEditOf(input), by))
    return sendJson(reply, { task }, 201)
  })
  app.patch<WithId>('/_mock/tasks/:id', (request, reply) => {
    const input = parseOrReject(taskInput, request.body)
    const by = authorOf(input)
    const before = taskOf(request.params.id)
    const task = store.transaction(() => editTask(store, before, taskEditOf(input), by))
    return sendJson(reply, { task })
  })
  app.delete<WithId>('/_mock/tasks/:id', (request, reply) => {
    const task = taskOf(request.params.id)
    store.transaction(() => removeTask(store, task, authorOf({})))
    return sendNoContent(reply)
  })
}
