import type { FastifyRequest } from 'fastify'
import type { Source } from '#proxy/sources/source.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { visibilityOf, type Visibility } from '#proxy/sources/visibility.ts'
import { visibleSource } from '#proxy/sources/visible-source.ts'

export type SourceAccess = { sources: Sources }

/** What the person of a request may see: of the sources themselves, and by which their copies are asked. */
export function viewOf({ sources }: SourceAccess, { access }: Pick<FastifyRequest, 'access'>) {
  const visibilityAt = (id: string): Visibility => visibilityOf(access, id)
  return {
    visibilityAt,
    get: (id: string): Source => visibleSource(sources.get(id), visibilityAt(id)),
    /** Those that the person may read. */
    list: (): Source[] =>
      sources
        .list()
        .filter(({ info }) => access.of(info.id).may('read'))
        .map((source) => visibleSource(source, visibilityAt(source.info.id))),
  }
}
