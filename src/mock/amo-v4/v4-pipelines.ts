import type { FastifyInstance } from 'fastify'
import { account, pipelines, type Pipeline } from '#mock/account-data.ts'
import { sendHal, sendNothing } from '#mock/responses.ts'
import type { Services } from '#mock/mock-app.ts'
import { baseOf, selfLink } from './v4-list-response.ts'

/** Pipelines know neither page nor limit and always come whole (reference 3.3). */
export function pipelineReads(app: FastifyInstance, { access }: Services) {
  app.get('/api/v4/leads/pipelines', (request, reply) => {
    access.signedIn(request)
    const base = baseOf(request)
    return sendHal(reply, {
      _total_items: pipelines.length,
      _links: selfLink(`${base}/api/v4/leads/pipelines`),
      _embedded: { pipelines: pipelines.map((pipeline, i) => pipelineAnswer(pipeline, i, base)) },
    })
  })

  app.get<{ Params: { id: string } }>('/api/v4/leads/pipelines/:id', (request, reply) => {
    access.signedIn(request)
    const i = pipelines.findIndex(({ id }) => id === Number(request.params.id))
    const pipeline = pipelines[i]
    return pipeline
      ? sendHal(reply, pipelineAnswer(pipeline, i, baseOf(request)))
      : sendNothing(reply)
  })

  app.get<{ Params: { id: string } }>('/api/v4/leads/pipelines/:id/statuses', (request, reply) => {
    access.signedIn(request)
    const i = pipelines.findIndex(({ id }) => id === Number(request.params.id))
    const pipeline = pipelines[i]
    if (!pipeline) return sendNothing(reply)
    const { statuses } = pipelineAnswer(pipeline, i, baseOf(request))._embedded
    return sendHal(reply, {
      _total_items: statuses.length,
      _links: selfLink(`${baseOf(request)}${request.url}`),
      _embedded: { statuses },
    })
  })
}

function pipelineAnswer(pipeline: Pipeline, place: number, base: string) {
  const { id, name, isMain, statuses } = pipeline
  const href = `${base}/api/v4/leads/pipelines/${id}`
  return {
    id,
    name,
    sort: place + 1,
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
