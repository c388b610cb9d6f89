import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { NotFoundError } from '#proxy/not-found.ts'
import { hintedContacts } from '#proxy/sources/amo-hook.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'

const maxFormBytes = 1024 * 1024

type Params = { source: string; secret: string }

/**
 * Webhooks of a source: which contacts to read again, never what they contain. The secret of the address
 * is all that tells the source from others; without one in the settings there is no such address.
 */
export function hookRoutes(
  app: FastifyInstance,
  { sources, secrets }: { sources: Sources; secrets: ReadonlyMap<string, string> },
) {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Whatever its type is, it is not trusted.
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post<{ Params: Params }>(
      '/hooks/:source/:secret',
      { bodyLimit: maxFormBytes, config: { access: 'public' } },
      async ({ params, body }, reply) => {
        const { source, secret } = params
        const known = secrets.get(source)
        if (known === undefined || !isSame(known, secret))
          throw new NotFoundError('There is no such webhook')
        const ids = typeof body === 'string' ? hintedContacts(body) : []
        if (ids.length > 0) sources.get(source).mirror?.hint(ids)
        return reply.code(204).send()
      },
    )
  })
}

/** Compares digests, so that neither length nor timing reveals the secret. */
const isSame = (known: string, shown: string): boolean =>
  timingSafeEqual(digest(known), digest(shown))

const digest = (text: string) => createHash('sha256').update(text).digest()
