import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildProxy } from '#proxy/proxy-app.ts'

const pages = mkdtempSync(join(tmpdir(), 'kartoteka-pages-'))
const proxy = buildProxy({ sources: [], pages })

beforeAll(() => {
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'index.html'), '<title>Kartoteka</title>')
  writeFileSync(join(pages, 'assets/index-abc.js'), 'export {}')
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
  'hands out nothing outside its folder: %s',
  async (url) => {
    const answer = await proxy.inject(url)
    expect(answer.body).not.toContain('dependencies')
  },
)
