import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { buildProxy } from '#proxy/proxy-app.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const list = '/api/sources/main/contacts'
const draft = { items: [{ name: 'Ada' }] }

describe('a request from another origin', () => {
  it('is rejected if its host is not this machine', async () => {
    const { proxy } = buildStack()
    for (const host of ['evil.example', '127.0.0.1.evil.example', '10.0.0.1', 'localhost.'])
      expect((await proxy.inject({ url: list, headers: { host } })).statusCode).toBe(403)
    for (const host of ['127.0.0.1:8080', 'localhost:5173', '[::1]:8080'])
      expect((await proxy.inject({ url: list, headers: { host } })).statusCode).toBe(200)
  })

  it.each([
    [{}, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://localhost:80' }, 403],
    [{ origin: 'ftp://localhost:80' }, 403],
    [{ origin: 'https://localhost' }, 403],
    [{ origin: 'http://localhost:81' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://localhost:80' }, 200],
  ])('may write only with proof of its origin: %o is %i', async (headers, status) => {
    const { mock, proxy } = buildStack({ contacts: 0 })
    const answer = await proxy.inject({ method: 'POST', url: list, headers, payload: draft })
    expect(answer.statusCode).toBe(status)
    expect(mock.store.countContacts()).toBe(status === 200 ? 1 : 0)
  })
})

describe('behind a reverse proxy', () => {
  const secret = 'only the reverse proxy knows this'
  const reverseProxy = { url: new URL('https://contacts.example.com'), secret }
  const host = 'contacts.example.com'
  const through = { host, 'kartoteka-reverse-proxy': secret }
  const build = () => {
    const { mock, sources, jobs } = buildStack({ contacts: 0 })
    return { mock, proxy: buildProxy({ sources: Object.values(sources), jobs, reverseProxy }) }
  }

  it('rejects requests that did not pass through it', async () => {
    const { proxy } = build()
    const status = async (headers: Record<string, string>, url = list) =>
      (await proxy.inject({ url, headers })).statusCode
    expect(await status(through)).toBe(200)
    // The name of the header in 0.1.0.
    expect(await status({ host, 'kartoteka-front': secret })).toBe(200)
    expect(await status({ host, 'kartoteka-front': `${secret}!` })).toBe(403)
    for (const headers of [
      { host },
      { host: '127.0.0.1' },
      { host, 'kartoteka-reverse-proxy': '' },
      { host, 'kartoteka-reverse-proxy': `${secret}!` },
    ])
      expect(await status(headers)).toBe(403)
    for (const url of ['/healthz', '/readyz', '/metrics'])
      expect(await status({ host: 'proxy:8080' }, url)).toBe(200)
    expect(await status({ host }, '/healthz/../api/sources')).not.toBe(200)
  })

  it.each([
    [{ origin: 'https://contacts.example.com' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://contacts.example.com' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{}, 403],
  ])('requires the public origin for writes: %o is %i', async (headers, status) => {
    const { mock, proxy } = build()
    const answer = await proxy.inject({
      method: 'POST',
      url: list,
      headers: { ...through, ...headers },
      payload: draft,
    })
    expect(answer.statusCode).toBe(status)
    expect(mock.store.countContacts()).toBe(status === 200 ? 1 : 0)
  })
})

it('forwards no cookie and no header of the browser to the source', async () => {
  const { mock, proxy } = buildStack()
  const headers = {
    cookie: 'session=abc',
    authorization: 'Bearer mine',
    'x-forwarded-for': '1.2.3.4',
    'x-custom': 'yes',
    'kartoteka-reverse-proxy': 'shared secret',
    'accept-language': 'ru',
  }
  await proxy.inject({ url: list, headers })
  const seen = mock.received.all()
  expect(seen.length).toBeGreaterThan(0)
  for (const request of seen) {
    const text = JSON.stringify(request)
    expect(text).not.toMatch(/session=abc|Bearer mine|1\.2\.3\.4|x-custom|shared secret/)
  }
})

it('logs neither secrets nor contact data, whatever fails', async () => {
  const lines: string[] = []
  const { mock, proxy } = buildStack({ log: (line) => lines.push(line) })
  mock.store.addContact({ id: 5, name: 'Zinaida Secretova', phones: ['+79990001122'] })
  const kinds = [
    { kind: 'status', status: 401, detail: `token ${testToken}` },
    { kind: 'status', status: 500, detail: 'Zinaida Secretova' },
    { kind: 'malformed' },
  ] as const
  for (const fault of [undefined, ...kinds]) {
    const added = fault && mock.faults.add({ ...fault, path: '/api/v4/contacts*' })
    await proxy.inject({ url: `${list}?search=Secretova`, headers: { authorization: 'Bearer x1' } })
    await proxy.inject(`${list}/5`)
    if (added) mock.faults.remove(added.id)
  }
  const text = lines.join('')
  expect(lines.length).toBeGreaterThan(8)
  expect(text).not.toContain(testToken)
  expect(text).not.toMatch(/Bearer|Secretova|9990001122/)
  expect(text).toMatch(/"upstreamRequestId":"[0-9a-f]{32}"/)
})

it('rejects a body over the limit, and one that is not JSON', async () => {
  const { proxy } = buildStack()
  const headers = { origin: 'http://localhost:80', 'content-type': 'application/json' }
  const post = (payload: string) => proxy.inject({ method: 'POST', url: list, headers, payload })
  expect((await post(`"${'x'.repeat(5 * 1024 * 1024)}"`)).statusCode).toBe(413)
  expect((await post('{"items":')).statusCode).toBe(400)
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await proxy.inject({ method: 'POST', url: list, headers: form, payload: 'a=1' })
  expect(answer.statusCode).toBe(415)
})

it('reports liveness, readiness and metrics to monitoring', async () => {
  const { proxy } = buildStack()
  await proxy.inject(list)
  expect((await proxy.inject('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await proxy.inject('/readyz')).json()).toEqual({ status: 'ready' })
  const metrics = (await proxy.inject('/metrics')).body
  expect(metrics).toMatch(
    /kartoteka_request_seconds_count\{method="GET",route="\/api\/sources\/:source\/contacts",status="200"\} 1/,
  )
})

it('treats a content type without a body as no body', async () => {
  const { proxy } = buildStack({ contacts: 0 })
  const headers = { origin: 'http://localhost:80', 'content-type': 'application/json' }
  const id = '00000000-0000-4000-8000-000000000000'
  const url = `/api/sources/main/jobs/${id}/cancel`
  expect((await proxy.inject({ method: 'POST', url, headers })).statusCode).toBe(404)
  expect((await proxy.inject({ method: 'POST', url: list, headers })).statusCode).toBe(400)
})

it('forbids caching of responses with data', async () => {
  const { proxy } = buildStack()
  for (const url of [list, `${list}/1`, `${list}/999999`, '/api/sources', '/api/nothing'])
    expect((await proxy.inject(url)).headers['cache-control']).toBe('no-store')
})

it('rejects a request for two hosts', async () => {
  const { proxy } = buildStack()
  const address = new URL(await proxy.listen({ host: '127.0.0.1', port: 0 }))
  const ask = (target: string, hosts: string[]) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(address.port), '127.0.0.1', () => {
        const lines = hosts.map((host) => `Host: ${host}\r\n`).join('')
        socket.write(`GET ${target} HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`)
      })
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('end', () => resolve(text.slice(9, 12)))
      socket.on('error', reject)
    })
  const { host } = address
  expect(await ask(list, [host])).toBe('200')
  expect(await ask(list, [host, host])).toBe('400')
  expect(await ask(list, [host, 'evil.example'])).toBe('400')
  expect(await ask(`http://${host}${list}`, [host])).toBe('200')
  expect(await ask(`http://evil.example${list}`, [host])).toBe('400')
  expect(await ask(`http://localhost:1${list}`, [host])).toBe('400')
  await proxy.close()
})

it('accepts the previous secret until it is removed', async () => {
  const { sources } = buildStack({ contacts: 0 })
  const url = new URL('https://contacts.example.com')
  const [secret, previousSecret] = ['x'.repeat(32), 'y'.repeat(32)]
  const both = buildProxy({
    sources: Object.values(sources),
    reverseProxy: { url, secret, previousSecret },
  })
  const one = buildProxy({ sources: Object.values(sources), reverseProxy: { url, secret } })
  const status = async (proxy: typeof both, shown: string) =>
    (
      await proxy.inject({
        url: list,
        headers: { host: url.host, 'kartoteka-reverse-proxy': shown },
      })
    ).statusCode
  expect(await status(both, secret)).toBe(200)
  expect(await status(both, previousSecret)).toBe(200)
  expect(await status(both, 'z'.repeat(32))).toBe(403)
  expect(await status(one, previousSecret)).toBe(403)
})
