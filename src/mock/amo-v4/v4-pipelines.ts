import type { FastifyInstance } from 'fastify'
import { account, pipelines, type Pipeline } from '#mock/account-data.ts'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'

/** Pipelines are not paged: `page` and `limit` are ignored (reference 3.3). */
export function pipelineReads(app: FastifyInstance, { access }: Services) {
  app.get('/api/v4/leads/pipelines', (request, reply) => {
    access.authenticate(request)
    const base = baseUrlOf(request)
    return sendHal(reply, {
      _total_items: pipelines.length,
      _links: selfLink(`${base}/api/v4/leads/pipelines`),
      _embedded: { pipelines: pipelines.map((pipeline, i) => pipelineResponse(pipeline, i, base)) },
    })
  })

  app.get<{ Params: { id: string } }>('/api/v4/leads/pipelines/:id', (request, reply) => {
    access.authenticate(request)
    const i = pipelines.findIndex(({ id }) => id === Number(request.params.id))
    const pipeline = pipelines[i]
    return pipeline
      ? sendHal(reply, pipelineResponse(pipeline, i, baseUrlOf(request)))
      : sendNoContent(reply)
  })

  app.get<{ Params: { id: string } }>('/api/v4/leads/pipelines/:id/statuses', (request, reply) => {
    access.authenticate(request)
    const i = pipelines.findIndex(({ id }) => id === Number(request.params.id))
    const pipeline = pipelines[i]
    if (!pipeline) return sendNoContent(reply)
    const { statuses } = pipelineResponse(pipeline, i, baseUrlOf(request))._embedded
    return sendHal(reply, {
      _total_items: statuses.length,
      _links: selfLink(`${baseUrlOf(request)}${request.url}`),
      _embedded: { statuses },
    })
  })
}

function pipelineResponse(pipeline: Pipeline, index: number, base: string) {
  const { id, name, isMain, statuses } = pipeline
  const href = `${base}/api/v4/leads/pipelines/${id}`
  return {
    id,
    name,
    sort: index + 1,
    is_main: isMain,
    is_unsorted_on: true,
    is_archive: false,
    account_id: account.id,
    _links: selfLink(href),
    _embedded: {
      statuses: statuses.map((status, i) => ({
        id: status.id,
        name: status.name,
        sort: status.id === 142 ? 10_000 : status.id === 143 ? 11_000 : (i + 1) * 10,
        is_editable: status.type === 0 && status.id > 143,
        pipeline_id: id,
        color: status.color,
        type: status.type,
        account_id: account.id,
        _links: selfLink(`${href}/statuses/${status.id}`),
      })),
    },
  }
}
