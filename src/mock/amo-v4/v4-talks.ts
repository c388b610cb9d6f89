import type { FastifyInstance, FastifyRequest } from 'fastify'
import { account } from '#mock/account-data.ts'
import { isRecord } from '#mock/json-value.ts'
import { filterOf, idsOf, pagingOf, pathId, textsOf, type Query } from '#mock/query-params.ts'
import { Rejection } from '#mock/rejection.ts'
import { sendHal } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import type { Talk, TalkFilter } from '#mock/store/talk-table.ts'
import { sendPage } from './v4-entity-routes.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'

type WithId = { Params: { id: string } }

/** Talks of chats: for every user, as far as their rights on the contact go. */
export function talkRoutes(app: FastifyInstance, { store, access }: Services) {
  function talkOf(request: FastifyRequest<WithId>): Talk {
    const user = access.authenticate(request)
    const talk = store.talks.get(pathId(request.params.id) ?? 0)
    const contact = store.contact(talk?.contact_id ?? 0)
    if (!talk || (contact && !access.canSee(user, contact)))
      throw new Rejection(404, 'Talk not found')
    return talk
  }

  app.get<{ Querystring: Query }>('/api/v4/talks', (request, reply) => {
    const owners = access.visibleOwnerIds(access.authenticate(request))
    const { offset, limit } = pagingOf(request.query)
    const found = store.talks.list(
      { ...talkFilterOf(request.query), owners },
      { offset, limit: limit + 1 },
    )
    return sendPage(request, reply, { name: 'talks', found, toResponse: talkResponse })
  })

  app.get<WithId>('/api/v4/talks/:id', (request, reply) =>
    sendHal(reply, talkResponse(talkOf(request), request)),
  )

  /** Without force the bot that asks for a rating is started, and closes the talk later. */
  app.post<WithId>('/api/v4/talks/:id/close', (request, reply) => {
    const { talk_id: id } = talkOf(request)
    const isForced = isRecord(request.body) && request.body['force_close'] === true
    const closed = { status: 'closed', is_in_work: false }
    store.talks.change(id, isForced ? closed : { status: 'nps_scheduled' }, store.now())
    return reply.code(202).send()
  })
}

/** The filters are read within `filter` as well, as other lists have them. */
function talkFilterOf(query: Query): TalkFilter {
  const filter = filterOf(query)
  const valueOf = (name: string) => filter[name] ?? query[name]
  return {
    talks: idsOf(valueOf('talk_id'), 'talk_id'),
    contacts: idsOf(valueOf('contact_id'), 'contact_id'),
    entities: idsOf(valueOf('entity_id'), 'entity_id'),
    entityType: textsOf(valueOf('entity_type'))?.[0],
    // Its presence is enough.
    inWork: valueOf('only_in_work') !== undefined,
  }
}

function talkResponse(talk: Talk, request: FastifyRequest) {
  const base = `${baseUrlOf(request)}/api/v4`
  const embedded = (type: string, id: number | null) =>
    id === null ? [] : [{ id, _links: selfLink(`${base}/${type}/${id}`) }]
  const ofType = (type: Talk['entity_type']) =>
    embedded(`${type}s`, talk.entity_type === type ? talk.entity_id : null)
  return {
    ...talk,
    account_id: account.id,
    _links: selfLink(`${base}/talks/${talk.talk_id}`),
    _embedded: {
      contacts: embedded('contacts', talk.contact_id),
      leads: ofType('lead'),
      customers: ofType('customer'),
    },
  }
}
