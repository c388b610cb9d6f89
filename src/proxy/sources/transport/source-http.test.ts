import { expect, it, vi } from 'vitest'
import { fixedAccess, type Access } from './source-access.ts'
import { createLocalGate } from './rate-gate.ts'
import { createSourceHttp } from './source-http.ts'
import { createPace } from './pace.ts'
import type { Transport, TransportResponse } from './transport.ts'

const person = { priority: 'person' } as const

const problem = '{"title":"No","status":400,"detail":"Request validation failed"}'
const ok: TransportResponse = { status: 200, headers: {}, body: '{"a":1}' }
const status = (code: number, body = '', headers = {}): TransportResponse => ({
  status: code,
  headers,
  body,
})

function httpOver(...script: (TransportResponse | Error | Transport)[]) {
  const own = script.find((step) => typeof step === 'function')
  const answers = script.filter((step) => typeof step !== 'function')
  const send = vi.fn<Transport>(async (sent) => {
    if (own) return own(sent)
    const next = answers.length > 1 ? answers.shift() : answers[0]
    if (!next || next instanceof Error) throw next ?? new Error('no answer left')
    return next
  })
  const deadline = { person: 1000, prefetch: 1000, verification: 1000, bulk: 1000, mirror: 1000 }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 0, blockWait: 0 }
  const pace = createPace(createLocalGate(0))
  const http = createSourceHttp({
    send,
    pace,
    access: fixedAccess('secret'),
    errorShape: 'amo-v4',
    policy,
  })
  return { http, send }
}

it('returns the parsed JSON and sends the token', async () => {
  const { http, send } = httpOver(ok)
  expect(await http.get('/x', person)).toEqual({ a: 1 })
  expect(send.mock.calls[0]?.[0].headers['authorization']).toBe('Bearer secret')
})

it('returns undefined for an empty response', async () => {
  expect(await httpOver(status(204)).http.get('/x', person)).toBeUndefined()
})

it('repeats a read after a connection failure and after a rate limit', async () => {
  const answers = [new Error('reset'), status(429, '', { 'retry-after': '0' }), ok]
  const { http, send } = httpOver(...answers)
  expect(await http.get('/x', person)).toEqual({ a: 1 })
  expect(send).toHaveBeenCalledTimes(3)
})

it.each([problem, 'Too Many Requests'])('repeats a write after a rate limit: %s', async (body) => {
  const { http, send } = httpOver(status(429, body, { 'retry-after': '0' }), ok)
  expect(await http.write('POST', '/x', {}, person)).toEqual({ a: 1 })
  expect(send).toHaveBeenCalledTimes(2)
})

it.each(['<html>', '', '{}'])(
  'never repeats a write after a 429 that is not from the API: %j',
  async (body) => {
    const { http, send } = httpOver(status(429, body, { 'retry-after': '0' }), ok)
    await expect(http.write('POST', '/x', {}, person)).rejects.toMatchObject({
      failure: 'rate_limited',
      mayHaveHappened: true,
    })
    expect(send).toHaveBeenCalledTimes(1)
  },
)

it('neither renews the token nor repeats a write after a 401 that is not from the API', async () => {
  const renew = vi.fn<Access['renew']>(() => Promise.resolve('new'))
  const access = { current: () => Promise.resolve('old'), renew }
  const send = vi.fn<Transport>(async () => status(401, '<html>sign in</html>'))
  const http = createSourceHttp({
    send,
    pace: createPace(createLocalGate(0)),
    access,
    errorShape: 'amo-v4',
  })
  await expect(http.write('POST', '/x', {}, person)).rejects.toMatchObject({
    mayHaveHappened: true,
  })
  expect(renew).not.toHaveBeenCalled()
  expect(send).toHaveBeenCalledTimes(1)
})

it('shares concurrent identical reads, and sends later ones again', async () => {
  const { http, send } = httpOver(ok)
  await Promise.all([http.get('/x', person), http.get('/x', person), http.get('/y', person)])
  expect(send).toHaveBeenCalledTimes(2)
  await http.get('/x', person)
  expect(send).toHaveBeenCalledTimes(3)
})

it('is not sent for callers that have left, and is aborted when the last one leaves', async () => {
  const seen: AbortSignal[] = []
  const send: Transport = ({ signal }) => {
    seen.push(signal)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  const { http } = httpOver(ok, send)
  const first = new AbortController()
  const second = new AbortController()
  const reads = [first, second].map(({ signal }) => http.get('/x', { ...person, signal }))
  const outcomes = Promise.allSettled(reads)
  await expect.poll(() => seen.length).toBe(1)
  first.abort(new Error('gone'))
  await expect(reads[0]).rejects.toThrow('gone')
  expect(seen[0]?.aborted).toBe(false)
  second.abort(new Error('gone too'))
  await outcomes
  expect(seen[0]?.aborted).toBe(true)
  expect(seen).toHaveLength(1)
})

it('never answers a read after a write with data from before it', async () => {
  let answerFirst = () => {}
  const first = new Promise<TransportResponse>((resolve) => {
    answerFirst = () => resolve({ ...ok, body: '{"v":"old"}' })
  })
  let reads = 0
  const { http } = httpOver(ok, async ({ method }) => {
    if (method !== 'GET') return ok
    reads += 1
    return reads === 1 ? first : { ...ok, body: '{"v":"new"}' }
  })
  const before = http.get('/x', person)
  await expect.poll(() => reads).toBe(1)
  await http.write('PATCH', '/x', {}, person)
  expect(await http.get('/x', person)).toEqual({ v: 'new' })
  answerFirst()
  expect(await before).toEqual({ v: 'old' })
})

it('sends one at a time also when all have waited for a token', async () => {
  let giveToken = () => {}
  const given = new Promise<string>((resolve) => (giveToken = () => resolve('late')))
  const access = { current: () => given, renew: () => Promise.resolve(undefined) }
  const left: number[] = []
  const send: Transport = async () => {
    left.push(Date.now())
    return ok
  }
  const deadline = {
    person: 20_000,
    prefetch: 20_000,
    verification: 20_000,
    bulk: 20_000,
    mirror: 20_000,
  }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 0, blockWait: 0 }
  const http = createSourceHttp({
    send,
    pace: createPace(createLocalGate(7)),
    access,
    errorShape: 'amo-v4',
    policy,
  })
  const reads = Array.from({ length: 10 }, (_, index) => http.get(`/${index}`, person))
  giveToken()
  await Promise.all(reads)
  const inFirstSecond = left.filter((at) => at < (left[0] ?? 0) + 1000)
  expect(inFirstSecond.length).toBeLessThanOrEqual(7)
})

it('counts the rejections of one burst once, and does not wait longer for them', async () => {
  const tooMany = status(429)
  let rejectAll = () => {}
  const burst = new Promise<void>((resolve) => (rejectAll = resolve))
  const script = Array.from({ length: 7 }, () => burst.then(() => tooMany))
  const send = vi.fn<Transport>(async () => script.shift() ?? ok)
  const deadline = {
    person: 10_000,
    prefetch: 10_000,
    verification: 10_000,
    bulk: 10_000,
    mirror: 10_000,
  }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 100, blockWait: 100 }
  const pace = createPace(createLocalGate(0))
  const pause = vi.spyOn(pace, 'pause')
  const http = createSourceHttp({
    send,
    pace,
    access: fixedAccess('secret'),
    errorShape: 'amo-v4',
    policy,
  })
  const reads = Array.from({ length: 7 }, (_, index) => http.get(`/${index}`, person))
  await expect.poll(() => send.mock.calls.length, { interval: 1 }).toBe(7)
  rejectAll()
  expect(await Promise.all(reads)).toEqual(reads.map(() => ({ a: 1 })))
  expect(pause.mock.calls).toEqual([[100]])
})

it('pauses after a block, reports it to all callers, and resumes automatically', async () => {
  const blocked = status(403, '<html>blocked</html>')
  const script = [blocked, ok]
  const send = vi.fn<Transport>(async () => script.shift() ?? ok)
  const deadline = { person: 100, prefetch: 100, verification: 100, bulk: 100, mirror: 100 }
  const policy = { callTimeout: 1000, deadline, maxTries: 3, firstWait: 0, blockWait: 300 }
  const pace = createPace(createLocalGate(0))
  const http = createSourceHttp({
    send,
    pace,
    access: fixedAccess('secret'),
    errorShape: 'amo-v4',
    policy,
  })
  await expect(http.get('/x', person)).rejects.toMatchObject({ failure: 'blocked' })
  const rejected = http.get('/y', person)
  await expect(rejected).rejects.toMatchObject({
    failure: 'blocked',
    retryAfter: expect.any(Number),
  })
  expect(send).toHaveBeenCalledTimes(1)
  await expect.poll(() => pace.pauseLeft(), { timeout: 5000 }).toBe(0)
  expect(await http.get('/y', person)).toEqual({ a: 1 })
})

it('does not wait for a source that asks for a longer pause than the deadline', async () => {
  const { http, send } = httpOver(status(429, '{"retry_after":300}'))
  await expect(http.get('/x', person)).rejects.toMatchObject({
    failure: 'rate_limited',
    retryAfter: 300,
  })
  expect(send).toHaveBeenCalledTimes(1)
})

it('sends no write for a caller that lost its lease while waiting, and throws its error', async () => {
  const { http, send } = httpOver(ok)
  const beforeSend = () => {
    throw new Error('lost it')
  }
  const call = { priority: 'bulk', beforeSend } as const
  await expect(http.write('POST', '/x', [], call)).rejects.toThrow('lost it')
  expect(send).not.toHaveBeenCalled()
})
