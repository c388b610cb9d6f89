import type { FastifyServerOptions } from 'fastify'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

type Destination = { write: (line: string) => void }

/**
 * Structured logs as JSON lines. Errors are logged with the properties of `Logged` only, because
 * others may contain contact data of a source; URLs are logged without their query, which may contain
 * searches for people.
 */
export const logOptions = (
  level: string,
  stream?: Destination,
): NonNullable<FastifyServerOptions['logger']> => ({
  level,
  ...(stream && { stream }),
  serializers: {
    req: (request) => ({ method: request.method, path: pathOf(request.url) }),
    err: toLogged,
  },
})

/** The path without the secret of a webhook, which is its last part. */
export function pathOf(url: string): string {
  const [path = ''] = url.split('?')
  return withoutSecrets(decoded(path))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const withoutSecrets = (text: string): string =>
  text.replaceAll(/(\/api\/+hooks\/+[^/\s]+\/)[^\s'")]*/gi, '$1…')

type Logged = {
  type: string
  message: string
  stack: string
  failure?: string
  status?: number | undefined
  upstreamRequestId?: string | undefined
  cause?: Logged
}

function toLogged(error: Error): Logged {
  return {
    type: error.name,
    message: withoutQueries(error.message),
    stack: withoutQueries(error.stack ?? ''),
    ...(error instanceof SourceError && {
      failure: error.failure,
      status: error.status,
      upstreamRequestId: error.upstreamRequestId,
    }),
    ...(error.cause instanceof Error && { cause: toLogged(error.cause) }),
  }
}

const withoutQueries = (text: string): string => withoutSecrets(text.replace(/\?[^\s'")]*/g, '?…'))
