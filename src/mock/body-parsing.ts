import type { FastifyInstance } from 'fastify'
import qs from 'qs'
import { dialectOf, Rejection } from './rejection.ts'

// One form is one batch of at most some hundred contacts with all their fields.
const formLimits = { parameterLimit: 100_000, arrayLimit: 1000, depth: 12 }

/** Query strings with PHP's brackets, in every spelling; lists of any length; of two `page=` the last holds. */
export const parseQuery = (text: string) =>
  qs.parse(text, { parameterLimit: 5000, arrayLimit: 5000, depth: 8, duplicates: 'last' })

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** JSON as PHP reads it: UTF-8 and nothing else, no mark before it, no half of a surrogate pair. */
function readJson(bytes: Buffer): unknown {
  const text = utf8.decode(bytes)
  return /\\ud[89a-f]/i.test(text) ? JSON.parse(text, requireWellFormed) : JSON.parse(text)
}

function requireWellFormed(key: string, value: unknown) {
  if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed()))
    throw new SyntaxError('Half of a surrogate pair')
  return value
}

/**
 * Bodies are JSON whatever their type says, except forms; a form's type on a JSON body is what
 * curl sends by itself, and PHP reads it as JSON all the same. Without a body there is none.
 */
export function parseBodies(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.from(body)
    const type = request.headers['content-type'] ?? ''
    const start = bytes.subarray(0, 1000).toString().trimStart()
    if (start === '') return done(null, undefined)
    const isForm = type.includes('x-www-form-urlencoded') && !/^[[{]/.test(start)
    if (isForm) return done(null, qs.parse(bytes.toString(), formLimits))
    try {
      return done(null, readJson(bytes))
    } catch {
      // Laravel takes broken JSON for an empty form, and complains of what is missing.
      if (dialectOf(request.url) === 'watbot') return done(null, {})
      return done(new Rejection(400, 'Invalid request data'))
    }
  })
}
