import type { FastifyInstance } from 'fastify'
import qs from 'qs'
import { dialectOf, Refusal } from './refusal.ts'

// One form is one batch of at most some hundred contacts with all their fields.
const formLimits = { parameterLimit: 100_000, arrayLimit: 1000, depth: 12 }

/** Query strings with PHP's brackets, in every spelling; lists of any length. */
export const parseQuery = (text: string) =>
  qs.parse(text, { parameterLimit: 5000, arrayLimit: 5000, depth: 8 })

/**
 * Bodies are JSON whatever their type says, except forms; a form's type on a JSON body is what
 * curl sends by itself, and PHP reads it as JSON all the same. Without a body there is none.
 */
export function readBodies(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    const type = request.headers['content-type'] ?? ''
    if (text.trim() === '') return done(null, undefined)
    const isForm = type.includes('x-www-form-urlencoded') && !/^\s*[[{]/.test(text)
    if (isForm) return done(null, qs.parse(text, formLimits))
    try {
      return done(null, JSON.parse(text))
    } catch {
      // Laravel takes broken JSON for an empty form, and complains of what is missing.
      if (dialectOf(request.url) === 'watbot') return done(null, {})
      return done(new Refusal(400, 'Invalid request data'))
    }
  })
}
