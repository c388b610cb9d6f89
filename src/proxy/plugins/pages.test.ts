import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProxy } from '#proxy/proxy-app.ts'

const pages = mkdtempSync(join(tmpdir(), 'kartoteka-pages-'))
const proxy = buildProxy({ sources: [], pages })

beforeAll(() => {
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'index.html'), '<title>Kartoteka</title>')
  writeFileSync(join(pages, 'assets/index-abc.js'), 'export {}')
  for (const file of ['index.html', 'assets/index-abc.js']) {
    const content = readFileSync(join(pages, file))
    writeFileSync(join(pages, `${file}.br`), brotliCompressSync(content))
    writeFileSync(join(pages, `${file}.gz`), gzipSync(content))
  }
  writeFileSync(join(pages, 'favicon.svg'), '<svg/>')
})
afterAll(async () => {
  await proxy.close()
  rmSync(pages, { recursive: true })
})

it.each(['/', '/main/contacts?page=2', '/main/contacts/5'])(
  'answers %s with the page',
  async (url) => {
    const answer = await proxy.inject(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('<title>Kartoteka</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
  },
)

it('lets browsers cache files with a hash in their names', async () => {
  const answer = await proxy.inject('/assets/index-abc.js')
  expect(answer.headers['cache-control']).toContain('immutable')
})

it.each(['/api/nothing', '/api', '/assets/gone.js'])(
  'never answers %s with the page',
  async (url) => {
    const answer = await proxy.inject(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  },
)

it.each(['/..%2f..%2fpackage.json', '/%2e%2e/package.json'])(
  'serves nothing outside its folder: %s',
  async (url) => {
    const answer = await proxy.inject(url)
    expect(answer.body).not.toContain('dependencies')
  },
)

describe('a precompressed file', () => {
  const ask = (url: string, accepted: string, headers = {}) =>
    proxy.inject({ url, headers: { 'accept-encoding': accepted, ...headers } })

  const html = { type: 'text/html; charset=utf-8', cache: 'no-cache', text: '<title>' }
  const script = {
    type: 'application/javascript; charset=utf-8',
    cache: 'immutable',
    text: 'export {}',
  }

  describe.each([
    ['/', html],
    ['/index.html', html],
    ['/main/contacts/5?tab=chats', html],
    ['/assets/index-abc.js', script],
  ])('%s', (url, { type, cache, text }) => {
    it.each([
      ['br', 'br', brotliDecompressSync],
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
      ['deflate, gzip;q=0.5', 'gzip', gunzipSync],
      ['br;q=0, gzip', 'gzip', gunzipSync],
      ['gzip;q=1, br;q=0.2', 'gzip', gunzipSync],
      ['*', 'gzip', gunzipSync],
    ] as const)('is sent for accept-encoding %j as %s', async (accepted, encoding, decode) => {
      const response = await ask(url, accepted)
      expect(response.statusCode).toBe(200)
      expect(response.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': type,
        'cache-control': expect.stringContaining(cache),
        vary: 'accept-encoding',
      })
      expect(decode(response.rawPayload).toString()).toContain(text)
    })

    it.each(['', 'identity', 'deflate', 'br;q=0', 'gzip;q=0, br;q=0.0', '*;q=0'])(
      'is sent uncompressed for accept-encoding %j',
      async (accepted) => {
        const response = await ask(url, accepted)
        expect(response.headers['content-encoding']).toBeUndefined()
        expect(response.headers).toMatchObject({ 'content-type': type, vary: 'accept-encoding' })
        expect(response.body).toContain(text)
      },
    )

    it('has the same headers for HEAD', async () => {
      const headers = { 'accept-encoding': 'br' }
      const { rawPayload } = await ask(url, 'br')
      const response = await proxy.inject({ method: 'HEAD', url, headers })
      expect(response.headers).toMatchObject({
        'content-encoding': 'br',
        'content-length': String(rawPayload.length),
      })
      expect(response.rawPayload.length).toBe(0)
    })

    it('has an etag per encoding', async () => {
      const etags = await Promise.all(
        ['br', 'gzip', 'identity'].map(async (name) => String((await ask(url, name)).headers.etag)),
      )
      expect(new Set(etags).size).toBe(3)
      const again = await ask(url, 'br', { 'if-none-match': etags[0] })
      expect(again.statusCode).toBe(304)
      const other = await ask(url, 'gzip', { 'if-none-match': etags[0] })
      expect(other.statusCode).toBe(200)
    })
  })

  it('is optional: a file without it is sent uncompressed', async () => {
    const response = await ask('/favicon.svg', 'br, gzip')
    expect(response.headers).toMatchObject({ 'content-type': 'image/svg+xml' })
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(response.body).toBe('<svg/>')
  })

  it('has no URL of its own', async () => {
    expect((await ask('/assets/index-abc.js.br', 'br')).statusCode).toBe(404)
    expect((await ask('/index.html.gz', 'identity')).body).toContain('<title>')
  })
})
