import { expect, it, vi } from 'vitest'
import { createPace } from './pace.ts'
import { createLocalGate } from './rate-gate.ts'
import { fixedAccess } from './source-access.ts'
import { createSourceHttp } from './source-http.ts'
import type { Transport, TransportResponse } from './transport.ts'

const person = { priority: 'person' } as const

const problem = '{"title":"No","status":400,"detail":"Request validation failed"}'
const ok: TransportResponse = { status: 200, headers: {}, body: '{"a":1}' }
const status = (code: number, body = ''): TransportResponse => ({ status: code, headers: {}, body })

/** Sends the responses in order, repeating the last one. */
function httpOver(...answers: TransportResponse[]) {
  const send = vi.fn<Transport>(async () => {
    const next = answers.length > 1 ? answers.shift() : answers[0]
    if (!next) throw new Error('no answer left')
    return next
  })
  const deadline = { person: 1000, prefetch: 1000, bulk: 1000 }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 0, blockWait: 0 }
  const pace = createPace(createLocalGate(0))
  return { send, http: createSourceHttp({ send, pace, access: fixedAccess('secret'), policy }) }
}

it.each([
  [401, '', 'unauthorized', 1],
  [402, '', 'unpaid', 1],
  [403, problem, 'forbidden', 1],
  [403, '', 'blocked', 1],
  [403, '<html>', 'blocked', 1],
  [400, problem, 'rejected', 1],
  [400, '{}', 'invalid_response', 3],
  [404, problem, 'not_found', 1],
  [404, '{"message":"No query results"}', 'not_found', 1],
  [404, '<html>nginx', 'unreachable', 3],
  [404, '', 'unreachable', 3],
  [401, '<html>', 'unreachable', 3],
  [301, '', 'moved', 1],
  [308, '<html>', 'moved', 1],
  [302, '', 'invalid_response', 3],
  [408, '', 'timeout', 3],
  [429, '', 'rate_limited', 6],
  [500, '', 'unreachable', 3],
  [502, '<html>', 'unreachable', 3],
  [504, '', 'timeout', 3],
])('reports %i "%s" as %s after %i tries', async (code, body, failure, tries) => {
  const { http, send } = httpOver(status(code, body))
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure, status: code })
  expect(send).toHaveBeenCalledTimes(tries)
})

it.each([200, 201, 202])('does not accept %i without a body, and asks again', async (code) => {
  const { http, send } = httpOver(status(code), ok)
  expect(await http.get('/x', person)).toEqual({ a: 1 })
  expect(send).toHaveBeenCalledTimes(2)
  const mute = httpOver(status(code, ' '))
  await expect(mute.http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
})

const rejectionStatuses = [400, 401, 402, 403, 404, 422]
const otherStatuses = [
  300, 301, 302, 303, 304, 307, 308, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 417, 423,
  425, 426, 428, 431, 451, 499, 500, 501, 502, 503, 504, 507, 520, 524,
]
const bodies = { api: problem, html: '<html>nginx</html>', empty: '', foreign: '{"ok":false}' }

it.each(
  [...rejectionStatuses, ...otherStatuses].flatMap((code) =>
    (['api', 'html', 'empty', 'foreign'] as const).map((by) => [code, by] as const),
  ),
)(
  'treats a write with response %i by %s as written only with proof, and sends it once',
  async (code, by) => {
    const { http, send } = httpOver(status(code, bodies[by]))
    const isProven = by === 'api' && rejectionStatuses.includes(code)
    await expect(http.write('POST', '/x', {}, person)).rejects.toMatchObject({
      mayHaveHappened: !isProven,
      status: code,
    })
    expect(send).toHaveBeenCalledTimes(1)
  },
)

it.each([
  ['', 200],
  ['<html>', 200],
  ['{"_embedded":', 200],
  ['null', 200],
  ['"ok"', 201],
])('reports a write with the response %j and status %i as unknown', async (body, code) => {
  const { http, send } = httpOver(status(code, body))
  await expect(http.write('POST', '/x', {}, person)).rejects.toMatchObject({
    failure: 'invalid_response',
    mayHaveHappened: true,
  })
  expect(send).toHaveBeenCalledTimes(1)
})

it('reads texts without the zero character, which cannot be stored', async () => {
  const { http } = httpOver({ ...ok, body: '{"a\\u0000":["x\\u0000y",{"b":"\\\\u0000"}]}' })
  expect(await http.get('/x', person)).toEqual({ a: ['xy', { b: '\\u0000' }] })
})

it.each(['[', '{"a":'])('rejects a response that is too deeply nested: %s', async (opening) => {
  const { http } = httpOver({ ...ok, body: opening.repeat(20_000) + '1' })
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
  const closing = opening === '[' ? ']' : '}'
  const whole = opening.repeat(20_000) + '1' + closing.repeat(20_000)
  const deep = httpOver({ ...ok, body: whole })
  await expect(deep.http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
})

it('treats brackets within a text as text', async () => {
  const body = JSON.stringify({ a: '[{"'.repeat(1000), b: '\\"[' })
  expect(await httpOver({ ...ok, body }).http.get('/x', person)).toEqual(JSON.parse(body))
})

it('reports broken JSON as an invalid response', async () => {
  const { http } = httpOver(status(200, '{"a":'))
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
})
