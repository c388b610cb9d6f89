import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Job } from '#contract/api/jobs.ts'
import { madeApiKey } from '#contract/api/keys.ts'
import { openPeopleHarness, type TestBrowser } from '#testing/people-harness.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const jobs = '/api/sources/main/jobs'

const order = (browser: TestBrowser, count: number) =>
  browser.ask('POST', jobs, {
    payload: {
      key: randomUUID(),
      kind: 'create',
      rows: Array.from({ length: count }, (_, index) => ({
        changes: [{ attribute: 'name', set: { kind: 'text', values: [`Ada ${index}`] } }],
      })),
    },
  })

/** Somebody whose job of ten rows meets `change` when its third row is being sent. */
async function runMeanwhile(
  change: (harness: ReturnType<typeof openPeopleHarness>, id: string) => Promise<unknown>,
) {
  let sent = 0
  let meet = (): Promise<unknown> => Promise.resolve()
  const harness = openPeopleHarness({
    contacts: 0,
    jobSettings: { chunk: 1, parallel: 1 },
    relay: (send) => async (request) => {
      if (request.method === 'POST') sent += 1
      if (request.method === 'POST' && sent === 3) await meet()
      return send(request)
    },
  })
  await harness.register('root@example.com', 'admin')
  const id = await harness.register('ada@example.com', 'editor')
  meet = () => change(harness, id)
  const [root, ada] = [
    await harness.signedIn('root@example.com'),
    await harness.signedIn('ada@example.com'),
  ]
  const job = (await order(ada, 10)).json<Job>()
  await root.ask('GET', `${jobs}/${job.id}/events`)
  const ended = (await root.ask('GET', `${jobs}/${job.id}`)).json<Job>()
  return { ...ended, actorId: id }
}

it('ends the running jobs of somebody who is disabled, with what was sent recorded', async () => {
  const job = await runMeanwhile(({ auth }, id) => auth.changes.disable(id, localActor))
  expect(job).toMatchObject({
    state: 'cancelled',
    counts: { created: 3, cancelled: 7, unknown: 0 },
    actor: { id: job.actorId },
  })
})

it('ends the running jobs of somebody who may not write as much any more', async () => {
  const job = await runMeanwhile(({ auth }, id) =>
    auth.changes.setRole(id, '*', 'support', localActor),
  )
  expect(job).toMatchObject({ state: 'cancelled', counts: { created: 3, cancelled: 7 } })
})

it('goes on with the jobs of somebody who has another role that includes them', async () => {
  const job = await runMeanwhile(({ auth }, id) =>
    auth.changes.setRole(id, '*', 'admin', localActor),
  )
  expect(job).toMatchObject({ state: 'done', counts: { created: 10, cancelled: 0 } })
})

it('ends drafts of somebody who is disabled as well', async () => {
  const { register, signedIn } = openPeopleHarness()
  await register('root@example.com', 'admin')
  const id = await register('ada@example.com', 'editor')
  const [root, ada] = [await signedIn('root@example.com'), await signedIn('ada@example.com')]
  const payload = { key: randomUUID(), kind: 'create', draft: true }
  const draft = (await ada.ask('POST', jobs, { payload })).json<Job>()
  await root.ask('POST', `/api/users/${id}/disable`)
  expect((await root.ask('GET', `${jobs}/${draft.id}`)).json<Job>().state).toBe('cancelled')
})

it.each([
  ['disabled', 'POST', '/disable', undefined],
  ['given another role', 'PUT', '/roles/*', { role: 'viewer' }],
  ['signed out by an admin', 'DELETE', '/sessions', undefined],
] as const)('ends the streams of somebody who is %s', async (_what, method, path, payload) => {
  const { register, signedIn } = openPeopleHarness()
  await register('root@example.com', 'admin')
  const id = await register('ada@example.com', 'editor')
  const [root, ada] = [await signedIn('root@example.com'), await signedIn('ada@example.com')]
  const stream = (await ada.start('GET', '/api/events')).stream()
  let isEnded = false
  const text = new Promise<void>((resolve) => stream.once('data', () => resolve()))
  stream.on('end', () => (isEnded = true))
  await text
  expect(isEnded).toBe(false)
  await root.ask(method, `/api/users/${id}${path}`, payload ? { payload } : {})
  await expect.poll(() => isEnded).toBe(true)
})

it('ends a stream whose session was ended by another process', async () => {
  const { register, signedIn, auth } = openPeopleHarness()
  const id = await register('ada@example.com', 'admin')
  const ada = await signedIn('ada@example.com')
  const stream = (await ada.start('GET', '/api/events')).stream()
  let isEnded = false
  stream.on('data', () => {}).on('end', () => (isEnded = true))
  // Without a word to this process.
  await auth.sessions.endAll(id, null)
  await expect.poll(() => isEnded).toBe(true)
})

it.each([
  ['is revoked', 0],
  ['expires', 60_000],
] as const)('ends the streams of an API key that %s', async (_what, later) => {
  const { clock, proxy, register, signedIn } = openPeopleHarness()
  await register('ada@example.com', 'admin')
  const ada = await signedIn('ada@example.com')
  const expiresAt = later > 0 ? new Date(clock.at + later).toISOString() : null
  const payload = { label: 'Import', role: 'editor', sources: null, expiresAt }
  const made = await ada.ask('POST', '/api/keys', { payload })
  const { key, apiKey } = madeApiKey.parse(made.json())
  const answer = await proxy.inject({
    url: '/api/events',
    headers: { authorization: `Bearer ${key}` },
    payloadAsStream: true,
  })
  let isEnded = false
  const stream = answer.stream()
  const first = new Promise<void>((resolve) => stream.once('data', () => resolve()))
  stream.on('end', () => (isEnded = true))
  await first
  expect(isEnded).toBe(false)
  clock.at += later
  if (later === 0) await ada.ask('DELETE', `/api/keys/${apiKey.id}`)
  await expect.poll(() => isEnded).toBe(true)
})
