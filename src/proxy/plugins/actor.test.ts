import { expect, it } from 'vitest'
import type { Job } from '#contract/api/jobs.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { buildStack } from '#testing/stack.ts'

const secret = 'x'.repeat(32)
const host = 'contacts.example.com'
const payload = { key: 'key-of-a-job', kind: 'create', rows: [{ name: 'Ada' }] }
const url = '/api/sources/main/jobs'

it('records the user of the reverse proxy as the one who started a job', async () => {
  const { sources, jobs } = buildStack({ contacts: 0 })
  const reverseProxy = { url: new URL(`https://${host}`), secret }
  const proxy = buildProxy({ sources: Object.values(sources), jobs, reverseProxy })
  const headers = { host, origin: `https://${host}`, 'kartoteka-reverse-proxy': secret }
  const order = (user: Record<string, string>, key: string) =>
    proxy.inject({
      method: 'POST',
      url,
      headers: { ...headers, ...user },
      payload: { ...payload, key },
    })
  for (const name of ['x-forwarded-user', 'x-auth-request-user', 'remote-user'])
    expect((await order({ [name]: 'ada' }, `key-of-${name}`)).json<Job>().actor).toEqual({
      id: 'ada',
      name: 'ada',
    })
  const nobody = { id: 'local', name: 'this computer' }
  expect((await order({}, 'key-of-nobody')).json<Job>().actor).toEqual(nobody)
})

it('ignores user headers without a reverse proxy', async () => {
  const { proxy } = buildStack({ contacts: 0 })
  const answer = await proxy.inject({
    method: 'POST',
    url,
    headers: {
      origin: 'http://localhost:80',
      'kartoteka-reverse-proxy': secret,
      'x-forwarded-user': 'ada',
    },
    payload,
  })
  expect(answer.json<Job>().actor).toEqual({ id: 'local', name: 'this computer' })
})
