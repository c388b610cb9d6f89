import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account, bots } from '#mock/account-data.ts'
import { sendJson } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import type { BotContact } from '#mock/store/bot-contact-table.ts'
import { checkBot, inputOf, authenticateBotClient } from './bot-access.ts'
import { variableResponse } from './bot-contact-response.ts'
import { createForm } from './bot-form.ts'

type BotForm = ReturnType<typeof createForm>

/**
 * Routes for tags and variables of a contact, and for the owner of the token (reference 5 of
 * watbot).
 */
export function tagAndVariableRoutes(app: FastifyInstance, services: Services) {
  const { store } = services
  const { botContacts } = store

  /** The contact named by `contact_id`, once the whole input has been validated. */
  function contactOf(
    request: FastifyRequest,
    validate: (form: BotForm) => void = () => undefined,
  ): BotContact {
    authenticateBotClient(services, request)
    const input = inputOf(request)
    const form = createForm(input)
    const isNamed = form.required('contact_id')
    const contact = botContacts.get(form.integer('contact_id') ?? 0)
    if (isNamed && !contact) form.invalidChoice('contact_id')
    validate(form)
    form.throwIfInvalid()
    if (!contact) throw new Error('A missing contact was not rejected')
    return contact
  }

  app.get('/api/v1/getMe', (request, reply) => {
    const user = authenticateBotClient(services, request)
    return sendJson(reply, {
      data: { id: user.id, name: user.name, email: user.email, account: account.name, bots },
    })
  })

  app.get('/api/v1/getBotTags', (request, reply) => {
    authenticateBotClient(services, request)
    const form = createForm(inputOf(request))
    form.required('bot_id')
    const bot = form.integer('bot_id')
    form.throwIfInvalid()
    checkBot(bot)
    return sendJson(reply, { data: botContacts.tagNames(bot ?? 0) })
  })

  app.get('/api/v1/getContactTags', (request, reply) =>
    sendJson(reply, { data: contactOf(request).tags }),
  )

  function tagOf(request: FastifyRequest): [BotContact, string] {
    let tag: string | undefined
    const contact = contactOf(request, (form) => {
      const id = form.integer('tag_id')
      tag = form.text('name') ?? (id === undefined ? undefined : botContacts.tagName(id))
      if (tag === undefined && id !== undefined) form.invalidChoice('tag_id')
      else if (tag === undefined) form.required('name')
    })
    return [contact, tag ?? '']
  }
  function saveTags(contact: BotContact, tags: string[]) {
    return store.transaction(() => {
      for (const tag of tags) botContacts.tagId(contact.bot_id, tag)
      botContacts.save({ ...contact, tags })
      return { data: tags }
    })
  }
  app.post('/api/v1/attachTagToContact', (request, reply) => {
    const [contact, tag] = tagOf(request)
    return sendJson(reply, saveTags(contact, [...new Set([...contact.tags, tag])]))
  })
  app.post('/api/v1/detachTagFromContact', (request, reply) => {
    const [contact, tag] = tagOf(request)
    return sendJson(
      reply,
      saveTags(
        contact,
        contact.tags.filter((name) => name !== tag),
      ),
    )
  })

  app.get('/api/v1/getContactVariables', (request, reply) =>
    sendJson(reply, { data: contactOf(request).variables.map(variableResponse) }),
  )
  app.post('/api/v1/setContactVariable', (request, reply) => {
    let name = ''
    let value = ''
    const contact = contactOf(request, (form) => {
      for (const key of ['name', 'value']) form.required(key)
      name = form.text('name') ?? ''
      value = form.text('value', 10_000) ?? ''
    })
    const existing = contact.variables.find((variable) => variable.name === name)
    const sent = inputOf(request)['deletable']
    const deletable =
      sent === undefined
        ? (existing?.deletable ?? true)
        : sent !== '0' && sent !== 0 && sent !== false
    const used = contact.variables.map((variable) => variable.id)
    const id = existing?.id ?? Math.max(contact.id * 1000, ...used) + 1
    const others = contact.variables.filter((variable) => variable !== existing)
    const variable = { id, name, value, deletable }
    const save = { ...contact, variables: [...others, variable] }
    store.transaction(() => botContacts.save(save))
    return sendJson(reply, { data: variableResponse(variable) })
  })
  app.post('/api/v1/deleteContactVariable', (request, reply) => {
    let name: string | undefined
    let id: number | undefined
    const contact = contactOf(request, (form) => {
      name = form.text('name')
      id = form.integer('id')
      if (name === undefined && id === undefined) form.required('name')
    })
    const variables = contact.variables.filter(
      (variable) => variable.name !== name && variable.id !== id,
    )
    store.transaction(() => botContacts.save({ ...contact, variables }))
    return sendJson(reply, { data: variables.map(variableResponse) })
  })
}
