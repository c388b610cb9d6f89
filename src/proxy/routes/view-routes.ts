import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { preferenceList, preferenceWrite } from '#contract/api/stored-preferences.ts'
import { newView, savedView, viewChange, viewList, viewVersion } from '#contract/api/views.ts'
import type { SavedView } from '#contract/api/views.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import type { Preferences } from '#proxy/views/preference-store.ts'
import type { Viewer, Views } from '#proxy/views/view-store.ts'
import { noQuery, reading, sourceParams } from './route-params.ts'

const viewParams = z.extend(sourceParams, { id: z.string().check(z.maxLength(64)) })

type ViewRequest = FastifyRequest<{ Params: z.infer<typeof viewParams> }>
type Options = { sources: Sources; views: Views; preferences: Preferences }

/** To whom views and preferences belong; without sign-in, to the user of this computer. */
const ownerOf = (request: FastifyRequest): string => actorOf(request).id ?? 'local'

const viewerOf = (request: FastifyRequest<{ Params: { source: string } }>): Viewer => ({
  id: ownerOf(request),
  name: actorOf(request).name,
  address: actorOf(request).address,
  mayShare: request.access.of(request.params.source).may('shareViews'),
})

/** Saved views of lists, and what users have set for themselves. */
export function viewRoutes(instance: FastifyInstance, { sources, views, preferences }: Options) {
  const app = withZod(instance)
  const one = { response: { 200: savedView, 201: savedView } }
  const idOf = (id: string): string => sources.get(id).info.id
  /** The view that a request changes, and the version that it knows. */
  const targetOf = (request: ViewRequest, version: number | undefined) => ({
    source: idOf(request.params.source),
    id: request.params.id,
    version: versionOf(request, version),
  })

  app.get(
    '/sources/:source/views',
    {
      config: reading,
      schema: { params: sourceParams, querystring: noQuery, response: { 200: viewList } },
    },
    (request) => views.list(idOf(request.params.source), viewerOf(request)),
  )

  app.post(
    '/sources/:source/views',
    { config: reading, schema: { params: sourceParams, body: newView, ...one } },
    async (request, reply) => {
      const source = idOf(request.params.source)
      const { view, isNew } = await views.create(source, request.body, viewerOf(request))
      return answer(reply.code(isNew ? 201 : 200), view)
    },
  )

  app.patch(
    '/sources/:source/views/:id',
    { config: reading, schema: { params: viewParams, body: viewChange, ...one } },
    async (request, reply) => {
      const { version, ...change } = request.body
      const target = targetOf(request, version)
      return answer(reply, await views.change(target, change, viewerOf(request)))
    },
  )

  app.delete(
    '/sources/:source/views/:id',
    { config: reading, schema: { params: viewParams, querystring: viewVersion, ...one } },
    async (request, reply) => {
      const target = targetOf(request, request.query.version)
      return answer(reply, await views.remove(target, viewerOf(request)))
    },
  )

  app.post(
    '/sources/:source/views/:id/restore',
    { config: reading, schema: { params: viewParams, querystring: viewVersion, ...one } },
    async (request, reply) => {
      const target = targetOf(request, request.query.version)
      return answer(reply, await views.restore(target, viewerOf(request)))
    },
  )

  app.get(
    '/preferences',
    {
      config: { access: 'signedIn' },
      schema: { querystring: noQuery, response: { 200: preferenceList } },
    },
    async (request) => {
      const owner = ownerOf(request)
      return { owner, items: await preferences.read(owner) }
    },
  )

  app.put(
    '/preferences',
    {
      config: { access: 'signedIn' },
      schema: { body: preferenceWrite, response: { 200: preferenceList } },
    },
    async (request) => {
      const owner = ownerOf(request)
      return { owner, items: await preferences.write(owner, request.body.items) }
    },
  )
}

const answer = (reply: FastifyReply, view: SavedView) =>
  reply.header('etag', `"${view.version}"`).send(view)

/** The version that a change is based on: a parameter, or the header `If-Match`. */
function versionOf(request: Pick<FastifyRequest, 'headers'>, named: number | undefined): number {
  const header = /^"?([1-9]\d{0,8})"?$/.exec(request.headers['if-match'] ?? '')?.[1]
  const version = named ?? (header === undefined ? undefined : Number(header))
  const isAmbiguous = header !== undefined && Number(header) !== version
  if (version === undefined || isAmbiguous)
    throw new InvalidInputError([
      {
        name: 'version',
        message: isAmbiguous ? 'differs from If-Match' : 'required, here or as If-Match',
      },
    ])
  return version
}
