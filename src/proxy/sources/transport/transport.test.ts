import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createTransport } from './transport.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function transportTo(listener: RequestListener, path = '') {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listens on TCP
  const transport = createTransport(`http://127.0.0.1:${port}${path}`)
  closers.push(
    () => transport.close(),
    () => server.close(),
  )
  return transport
}

const request = (path: string) => ({
  method: 'GET' as const,
  path,
  headers: { accept: 'application/json' },
  signal: AbortSignal.timeout(5000),
})

it('calls below the base address and returns the answer', async () => {
  const { send } = await transportTo((incoming, answer) => {
    answer.setHeader('x-request-id', 'abc').end(incoming.url)
  }, '/base')
  const answer = await send(request('/api/x?filter[id][]=5'))
  expect(answer).toMatchObject({ status: 200, body: '/base/api/x?filter[id][]=5' })
  expect(answer.headers['x-request-id']).toBe('abc')
})

it('follows no redirect to another host', async () => {
  const { send } = await transportTo((_incoming, answer) => {
    answer.writeHead(302, { location: 'http://evil.example/' }).end()
  })
  expect((await send(request('/'))).status).toBe(302)
})

it('rejects a path to another host', async () => {
  const hosts: (string | undefined)[] = []
  const { send } = await transportTo((incoming, answer) => {
    hosts.push(incoming.headers.host)
    answer.end('{}')
  })
  await send(request('//evil.example/x'))
  expect(hosts[0]).toMatch(/^127\.0\.0\.1:\d+$/)
})

it('aborts a response that does not end', async () => {
  const { send } = await transportTo((_incoming, answer) => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const more = () => {
      while (answer.write(chunk));
      answer.once('drain', more)
    }
    answer.on('error', () => {})
    more()
  })
  await expect(send(request('/'))).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' })
})
