import type { FastifyInstance } from 'fastify'
import qs from 'qs'
import { dialectOf, Rejection } from './rejection.ts'

// Enough for a form with a batch of a few hundred contacts.
const formLimits = { parameterLimit: 100_000, arrayLimit: 1000, depth: 12 }

/** Parses query strings with PHP's brackets; of a repeated key the last value wins. */
export const parseQuery = (text: string) =>
  qs.parse(text, { parameterLimit: 5000, arrayLimit: 5000, depth: 8, duplicates: 'last' })

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses JSON as strictly as PHP: UTF-8 without byte order mark and without lone surrogates. */
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
 * Parses every body except forms as JSON, whatever its content type. curl sends JSON with a form's
 * content type by default, and PHP still parses it as JSON. An empty body is undefined.
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
      // Laravel treats broken JSON as an empty form and reports the missing fields.
      if (dialectOf(request.url) === 'watbot') return done(null, {})
      return done(new Rejection(400, 'Invalid request data'))
    }
  })
}
