import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack, type Stack } from '#testing/stack.ts'

const stack = buildStack()
afterAll(() => stack.proxy.close())

const list = '/api/sources/main/contacts?size=100'
const ask = (url: string, accepted: string | undefined, { proxy }: Pick<Stack, 'proxy'> = stack) =>
  proxy.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })

const decoders = { br: brotliDecompressSync, gzip: gunzipSync }

describe('an API response', () => {
  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['BR;Q=0, GZIP', 'gzip'],
    ['*', 'gzip'],
  ] as const)('is sent for accept-encoding %j as %s', async (accepted, encoding) => {
    const plain = await ask(list, undefined)
    const response = await ask(list, accepted)
    expect(response.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': 'application/json; charset=utf-8',
      vary: expect.stringContaining('accept-encoding'),
    })
    expect(response.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
    expect(response.headers['content-length']).toBe(String(response.rawPayload.length))
    expect(decoders[encoding](response.rawPayload).equals(plain.rawPayload)).toBe(true)
  })

  it.each([undefined, '', 'identity', 'deflate', 'br;q=0', 'br;q=0, gzip;q=0.0', '*;q=0'])(
    'is sent uncompressed for accept-encoding %j',
    async (accepted) => {
      const response = await ask(list, accepted)
      expect(response.headers['content-encoding']).toBeUndefined()
      expect(response.json()).toMatchObject({ items: expect.any(Array) })
    },
  )

  it('is sent uncompressed below 1 KB', async () => {
    const response = await ask('/api/sources/main/contacts/none', 'br')
    expect(response.rawPayload.length).toBeLessThan(1024)
    expect(response.headers['content-encoding']).toBeUndefined()
  })

  it('has no body for HEAD', async () => {
    const headers = { 'accept-encoding': 'br' }
    const response = await stack.proxy.inject({ method: 'HEAD', url: list, headers })
    expect(response.statusCode).toBe(200)
    expect(response.rawPayload.length).toBe(0)
  })

  it('is sent uncompressed if compression is turned off', async () => {
    const other = buildStack({ hasCompression: false })
    const response = await ask(list, 'br', other)
    await other.proxy.close()
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(response.json()).toMatchObject({ items: expect.any(Array) })
  })
})

it('compresses the OpenAPI document', async () => {
  const response = await ask('/api/openapi.json', 'br')
  expect(response.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(response.rawPayload).toString()).toContain('"openapi":"3.1.0"')
})

it.each(['br', 'gzip'] as const)(
  'compresses a response above the synchronous limit by %s',
  async (name) => {
    const other = buildStack({ contacts: 0 })
    for (let id = 1; id <= 100; id++) other.mock.store.addContact({ id, name: 'Ada '.repeat(1000) })
    const plain = await ask(list, undefined, other)
    const response = await ask(list, name, other)
    await other.proxy.close()
    expect(plain.rawPayload.length).toBeGreaterThan(256 * 1024)
    expect(response.headers['content-encoding']).toBe(name)
    expect(decoders[name](response.rawPayload).equals(plain.rawPayload)).toBe(true)
  },
)

it('compresses CSV downloads', async () => {
  const jobClient = openJobClient(stack)
  stack.mock.faults.add({ kind: 'poison', text: 'refused' })
  const rows = Array.from({ length: 3 }, (_, index) => ({ name: `refused ${index}` }))
  const { job } = await jobClient.run({ kind: 'create', rows })
  const url = `/api/sources/main/jobs/${job.id}/failed.csv`
  const response = await ask(url, 'br')
  expect(response.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="failed-${job.id}.csv"`,
  })
  const plain = await ask(url, undefined)
  expect(brotliDecompressSync(response.rawPayload).equals(plain.rawPayload)).toBe(true)
  expect(plain.body.split('\r\n')).toHaveLength(5)
})
