import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build as buildPage, createLogger } from 'vite'
import { buildProxy } from '#proxy/proxy-app.ts'
import { builtDashboard } from '#testing/built-dashboards.ts'
import { compressedFiles } from './compressed-files.ts'
import { firstViewBudget, reportName } from './first-view-budget.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-build-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The response body as transferred, not decoded. */
async function received(url: string, accepted: string) {
  const headers = { 'accept-encoding': accepted }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject)
  })
  return { headers: response.headers, body: await buffer(response) }
}

describe('the build', () => {
  let pages: string
  let report: string
  let proxy: ReturnType<typeof buildProxy>
  let address: string
  beforeAll(async () => {
    pages = await builtDashboard('production')
    report = readFileSync(join(pages, reportName), 'utf8')
    proxy = buildProxy({ sources: [], pages })
    address = await proxy.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => proxy.close())

  it('reports the size of the first view over the wire', () => {
    expect(report).toMatch(/Scripts: [\d.]+ KiB brotli, [\d.]+ KiB gzip, budget 150 KiB brotli$/m)
    expect(report).toMatch(/Style sheets and fonts: [\d.]+ KiB brotli, .*, budget 90 KiB brotli$/m)
  })

  it('reports for each file of the first view the number of bytes the proxy sends', async () => {
    const lines = [...report.matchAll(/^ +(\S+) (\d+) bytes brotli, (\d+) gzip$/gm)]
    expect(lines.length).toBeGreaterThan(3)
    for (const [, name = '', br, gzip] of lines) {
      expect([name, (await received(`${address}/${name}`, 'br')).body.length]).toEqual([
        name,
        Number(br),
      ])
      expect([name, (await received(`${address}/${name}`, 'gzip')).body.length]).toEqual([
        name,
        Number(gzip),
      ])
    }
  })

  it('preloads the two subsets of the text font and passes on their licence', async () => {
    const fonts = [...report.matchAll(/^ +(\S+\.woff2) /gm)].map(([, name = '']) => name)
    expect(fonts).toHaveLength(2)
    for (const name of fonts) {
      const { headers } = await received(`${address}/${name}`, 'br')
      expect(headers).toMatchObject({
        'content-type': 'font/woff2',
        'cache-control': expect.stringContaining('immutable'),
      })
    }
    const licence = await received(`${address}/assets/inter-license.txt`, 'br')
    expect(licence.body.toString()).toContain('SIL OPEN FONT LICENSE Version 1.1')
  })

  it('reports the sum of them', () => {
    const sums = [...report.matchAll(/^(?:Scripts|Style .*): ([\d.]+) KiB brotli/gm)]
    const bytes = [...report.matchAll(/ (\d+) bytes brotli/g)].map(([, size]) => Number(size))
    const printed = sums.reduce((sum, [, kib]) => sum + Number(kib), 0)
    expect(printed).toBeCloseTo(bytes.reduce((sum, size) => sum + size, 0) / 1024, 0)
  })

  it('compresses every script, style sheet, page and SVG, and nothing else', async () => {
    const names = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    const texts = names.filter((name) => /\.(js|css|html|svg)$/.test(name))
    expect(texts.length).toBeGreaterThan(50)
    for (const name of texts) {
      const content = readFileSync(join(pages, name))
      for (const [encoding, decode] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
      ] as const) {
        const { headers, body } = await received(`${address}/${name}`, encoding)
        const isCompressed = headers['content-encoding'] === encoding
        // Some are so short that compression would make them larger.
        expect([name, isCompressed || content.length < 200]).toEqual([name, true])
        expect(body.length).toBeLessThanOrEqual(content.length)
        expect((isCompressed ? decode(body) : body).equals(content)).toBe(true)
      }
    }
    const others = names.filter((name) => /\.(br|gz)$/.test(name))
    expect(others.filter((name) => !texts.includes(name.replace(/\.\w+$/, '')))).toEqual([])
  })
})

/** Builds a small page in place of the dashboard, which takes long; the result is what it prints. */
async function buildSmallPage(scriptKib: number): Promise<string> {
  const root = mkdtempSync(join(folder, 'page-'))
  writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.js"></script>')
  const text = randomBytes(30_000).toString('base64')
  writeFileSync(join(root, 'main.js'), `window.careless = '${text}'`)
  const customLogger = createLogger('info')
  const printed: string[] = []
  customLogger.info = (line) => void printed.push(line)
  await buildPage({
    root,
    configFile: false,
    customLogger,
    plugins: [compressedFiles(), firstViewBudget({ scriptKib, styleKib: 1, loads: [] })],
  })
  return printed.join('\n')
}

it('a build prints its first view', async () => {
  expect(await buildSmallPage(100)).toMatch(
    /The first view over the wire:\nScripts: [\d.]+ KiB brotli, .*\n +\S+ \d+ bytes brotli/,
  )
})

it('a build fails when its first view exceeds its budget', async () => {
  const made = buildSmallPage(20)
  await expect(made).rejects.toThrow(/Scripts: .* budget 20 KiB brotli: [\d.]+ KiB too heavy/)
  await expect(made).rejects.toThrow(/Heaviest in it:\n +\S+ [\d.]+ KiB before minifying/)
})
