import type { FastifyRequest } from 'fastify'
import { actorOf } from '#proxy/plugins/actor.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import type { Visibility, VisibilityOf } from '#proxy/sources/visibility.ts'
import { visibleSource } from '#proxy/sources/visible-source.ts'

/** The sources, and who may see which of their contacts. */
export type SourceAccess = { sources: Sources; visibilityOf: VisibilityOf }

/** What the user of a request may see: of the sources themselves, and by which their copies are asked. */
export function viewOf({ sources, visibilityOf }: SourceAccess, request: FastifyRequest) {
  const visibility: Visibility = visibilityOf(actorOf(request))
  return {
    visibility,
    get: (id: string): Source => visibleSource(sources.get(id), visibility),
    list: (): Source[] => sources.list().map((source) => visibleSource(source, visibility)),
  }
}
