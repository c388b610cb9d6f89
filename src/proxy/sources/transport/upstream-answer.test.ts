import { expect, it, vi } from 'vitest'
import { createPace } from './pace.ts'
import { createLocalGate } from './rate-gate.ts'
import { fixedAccess } from './source-access.ts'
import { createSourceHttp } from './source-http.ts'
import type { ErrorShape } from './upstream-answer.ts'
import type { Transport, TransportResponse } from './transport.ts'

const person = { priority: 'person' } as const

const problem = '{"title":"No","status":400,"detail":"Request validation failed"}'
const ok: TransportResponse = { status: 200, headers: {}, body: '{"a":1}' }
const status = (code: number, body = ''): TransportResponse => ({ status: code, headers: {}, body })

/** Sends the responses in order, repeating the last one. */
function httpOver(...answers: TransportResponse[]) {
  return httpOf('amo-v4', answers)
}

function httpOf(errorShape: ErrorShape, answers: TransportResponse[]) {
  const send = vi.fn<Transport>(async () => {
    const next = answers.length > 1 ? answers.shift() : answers[0]
    if (!next) throw new Error('no answer left')
    return next
  })
  const deadline = { person: 1000, prefetch: 1000, verification: 1000, bulk: 1000, mirror: 1000 }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 0, blockWait: 0 }
  const pace = createPace(createLocalGate(0))
  const access = fixedAccess('secret')
  return { send, http: createSourceHttp({ send, pace, access, errorShape, policy }) }
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
])('tells %i "%s" as %s after %i tries', async (code, body, failure, tries) => {
  const { http, send } = httpOver(status(code, body))
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure, status: code })
  expect(send).toHaveBeenCalledTimes(tries)
})

/** Errors in the JSON of gateways, which know nothing of the contacts behind them. */
const byGateways = {
  kong: '{"message":"no Route matched with those values"}',
  apiManagement: '{"statusCode":404,"message":"Resource not found"}',
  spring: '{"timestamp":1,"status":404,"error":"Not Found","path":"/api/v4/contacts/5"}',
  asp: '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404}',
  django: '{"detail":"Not Found"}',
  hint: '{"hint":"Try another address"}',
}

it.each(Object.entries(byGateways))(
  'takes no 404 of a gateway for one of v4: %s',
  async (_by, body) => {
    const { http } = httpOver(status(404, body))
    await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'unreachable' })
    await expect(http.write('POST', '/x', {}, person)).rejects.toMatchObject({
      mayHaveHappened: true,
    })
  },
)

it.each<[ErrorShape, string, string]>([
  ['amo-v4', problem, 'not_found'],
  ['amo-v4', '{"response":{"error":"no"}}', 'not_found'],
  ['amo-v2', '{"error":"no"}', 'not_found'],
  ['amo-v2', '{"message":"no"}', 'unreachable'],
  ['watbot', '{"message":"No query results"}', 'not_found'],
  ['watbot', problem, 'unreachable'],
  ['oauth', '{"hint":"no"}', 'not_found'],
])('tells of %s that %s is %s', async (errorShape, body, failure) => {
  const { http } = httpOf(errorShape, [status(404, body)])
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure })
})

it.each(['4276380012345678901', '-0.12345678901234567891', '9007199254740993'])(
  'keeps every digit of %s',
  async (digits) => {
    const { http } = httpOver({
      ...ok,
      body: `{"value": ${digits}, "text":"[${digits}", "n":[${digits}]}`,
    })
    expect(await http.get('/x', person)).toEqual({ value: digits, text: `[${digits}`, n: [digits] })
  },
)

it.each([
  ['1e21', '1000000000000000000000'],
  ['-1.25E+3', '-1250'],
  ['5e-7', '0.0000005'],
  ['12.5e1', '125'],
])('writes out %s', async (number, plain) => {
  const { http } = httpOver({ ...ok, body: `{"value":${number}}` })
  expect(String(Object.values(Object(await http.get('/x', person)))[0])).toBe(plain)
})

it('leaves numbers that lose nothing as they are', async () => {
  const body = '{"a":1763930096,"b":0.3333333333333333,"c":100.50,"d":"12345678901234567890"}'
  const { http } = httpOver({ ...ok, body })
  expect(await http.get('/x', person)).toEqual(JSON.parse(body))
})

it.each([200, 201, 202])(
  'takes no %i without a body for an answer, and asks again',
  async (code) => {
    const { http, send } = httpOver(status(code), ok)
    expect(await http.get('/x', person)).toEqual({ a: 1 })
    expect(send).toHaveBeenCalledTimes(2)
    const mute = httpOver(status(code, ' '))
    await expect(mute.http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
  },
)

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
  'takes a write answered %i by %s for done or not as it is proven, and sends it once',
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
])('leaves a write open that is answered %j with %i', async (body, code) => {
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

it.each(['[', '{"a":'])('refuses an answer that is nested without end: %s', async (opening) => {
  const { http } = httpOver({ ...ok, body: opening.repeat(20_000) + '1' })
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
  const closing = opening === '[' ? ']' : '}'
  const whole = opening.repeat(20_000) + '1' + closing.repeat(20_000)
  const deep = httpOver({ ...ok, body: whole })
  await expect(deep.http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
})

it('takes brackets within a text for a text', async () => {
  const body = JSON.stringify({ a: '[{"'.repeat(1000), b: '\\"[' })
  expect(await httpOver({ ...ok, body }).http.get('/x', person)).toEqual(JSON.parse(body))
})

it('reports broken JSON as an invalid response', async () => {
  const { http } = httpOver(status(200, '{"a":'))
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'invalid_response' })
})
