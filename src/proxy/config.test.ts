import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bots } from '#mock/account-data.ts'
import { readConfig } from './config.ts'

const noFile = () => {
  throw new Error('no file')
}
const fileOf = (content: unknown) => () => JSON.stringify(content)
const entry = {
  id: 'sales',
  kind: 'amo-v4',
  title: 'Sales',
  url: 'https://example.amocrm.ru',
  token: { env: 'AMO_TOKEN' },
}

it('runs over the mock where no sources file is named', () => {
  const config = readConfig({ MOCK_PORT: '4999', MOCK_TOKEN: 't' }, noFile)
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, isDemo: true })
  expect(config.demo).toEqual({ mockUrl: 'http://127.0.0.1:4999' })
  expect(readConfig({ KARTOTEKA_DEMO_MENU: '0' }, noFile).demo).toBeUndefined()
  expect(config.sources).toMatchObject([
    {
      id: 'main',
      url: 'http://127.0.0.1:4999',
      access: { kind: 'token', token: 't' },
      webUrl: null,
    },
    { id: 'legacy', kind: 'amo-v2' },
    { id: 'bots', kind: 'watbot', requestsPerSecond: 2 },
  ])
})

it('takes a setting of the local copy for each kind of source', () => {
  const settings = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'x' }
  const file = fileOf({
    sources: [
      { ...entry, id: 'sales', mirror: false },
      { ...entry, id: 'legacy', kind: 'amo-v2', mirror: true },
      { ...entry, id: 'bots', kind: 'watbot', bots: [{ id: 1, name: 'Bot' }], mirror: true },
    ],
  })
  expect(readConfig(settings, file).sources).toMatchObject([
    { mirror: { setting: false, requestsPerSecond: 2 } },
    { mirror: { setting: true, requestsPerSecond: 2 } },
    { mirror: { setting: true, requestsPerSecond: 0.6 } },
  ])
})

it('compresses responses unless the setting turns it off', () => {
  expect(readConfig({}, noFile).hasCompression).toBe(true)
  expect(readConfig({ KARTOTEKA_COMPRESS: '0' }, noFile).hasCompression).toBe(false)
  const wrong = () => readConfig({ KARTOTEKA_COMPRESS: 'no' }, noFile)
  expect(wrong).toThrow('KARTOTEKA_COMPRESS')
})

it('offers the bots of the mock in the demo', () => {
  const [demo] = readConfig({}, noFile).sources.filter(({ kind }) => kind === 'watbot')
  expect(demo).toMatchObject({ bots: [...bots] })
})

it('takes sources from the file and their tokens from the environment', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const config = readConfig(env, fileOf({ sources: [entry] }))
  expect(config.isDemo).toBe(false)
  expect(config.demo).toBeUndefined()
  expect(config.sources).toMatchObject([
    {
      id: 'sales',
      access: { kind: 'token', token: 'secret' },
      requestsPerSecond: 7,
      webUrl: 'https://example.amocrm.ru',
    },
  ])
})

it('reads the example of the repository', () => {
  const example = readFileSync(join(import.meta.dirname, '../../kartoteka.example.json'), 'utf8')
  const names = [...example.matchAll(/"env": "(\w+)"/g)].map(([, name]) => [name, 'secret'])
  const env = { ...Object.fromEntries(names), KARTOTEKA_CONFIG: 'kartoteka.example.json' }
  const { sources } = readConfig(env, () => example)
  expect(sources.map(({ kind, access }) => [kind, access.kind])).toEqual([
    ['amo-v4', 'token'],
    ['amo-v4', 'oauth'],
    ['amo-v2', 'token'],
    ['watbot', 'token'],
  ])
})

it('reports all issues at once', () => {
  const env = { PORT: 'banana', LOG_LEVEL: 'loud', KARTOTEKA_CONFIG: 'sources.json' }
  const bad = fileOf({ sources: [entry, { ...entry, id: 'UPPER' }] })
  expect(() => readConfig(env, bad)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/PORT[^]*LOG_LEVEL[^]*AMO_TOKEN is not set[^]*sources\.1\.id/),
    }),
  )
})

it('names the issues inside the sources file', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const bad = fileOf({ sources: [{ ...entry, url: 'ftp://x', extra: 1, token: 'in the open' }] })
  expect(() => readConfig(env, bad)).toThrow(/sources\.0\.url[^]*sources\.0\.token[^]*extra/)
  expect(() => readConfig(env, fileOf({ sources: [entry, entry] }))).toThrow(/two sources.*sales/)
  expect(() => readConfig(env, noFile)).toThrow(/cannot read sources\.json/)
})

it('serves other machines only behind a reverse proxy', () => {
  const reverseProxy = {
    KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com',
    KARTOTEKA_REVERSE_PROXY_SECRET: 'x'.repeat(32),
  }
  const config = readConfig({ HOST: '0.0.0.0', ...reverseProxy }, noFile)
  expect(config).toMatchObject({ host: '0.0.0.0', reverseProxy: { secret: 'x'.repeat(32) } })
  expect(config.reverseProxy?.url.origin).toBe('https://contacts.example.com')
  const { KARTOTEKA_PUBLIC_URL, ...secretAlone } = reverseProxy
  expect(() => readConfig(secretAlone, noFile)).toThrow(/KARTOTEKA_PUBLIC_URL: required with/)
  // Users sign in at Kartoteka itself.
  expect(readConfig({ HOST: '0.0.0.0', KARTOTEKA_PUBLIC_URL }, noFile).reverseProxy).toMatchObject({
    secret: null,
  })
  const weak = { ...reverseProxy, KARTOTEKA_REVERSE_PROXY_SECRET: 'short' }
  expect(() => readConfig(weak, noFile)).toThrow(/KARTOTEKA_REVERSE_PROXY_SECRET/)
  const open = { ...reverseProxy, KARTOTEKA_PUBLIC_URL: 'http://contacts.example.com' }
  expect(() => readConfig(open, noFile)).toThrow(/KARTOTEKA_PUBLIC_URL/)
})

it('reads the provider at which people sign in, and reports its issues with all others', () => {
  const env = {
    KARTOTEKA_OIDC_ISSUER: 'https://login.example.com',
    KARTOTEKA_OIDC_CLIENT_ID: 'kartoteka',
    KARTOTEKA_OIDC_TITLE: '',
  }
  expect(readConfig({}, noFile).openId).toBeUndefined()
  const inDemo = readConfig(env, noFile)
  expect(inDemo.openId).toMatchObject({ title: 'login.example.com' })
  expect(inDemo.warnings).toEqual([expect.stringContaining('the demo asks nobody to sign in')])
  expect(readConfig({ ...env, KARTOTEKA_DEMO_MENU: '0' }, noFile).warnings).toEqual([])
  const wrong = { ...env, KARTOTEKA_OIDC_SCOPES: 'email', KARTOTEKA_OIDC_ROLES: 'a' }
  expect(() => readConfig({ ...wrong, HOST: '0.0.0.0' }, noFile)).toThrow(
    /HOST[^]*needs KARTOTEKA_PUBLIC_URL[^]*SCOPES[^]*KARTOTEKA_OIDC_ROLES/,
  )
})

it.each([
  [{}, [7, 7, 2]],
  [{ MOCK_RATE: '0' }, [0, 0, 0]],
  [{ MOCK_RATE: '5', MOCK_BOT_RATE: '3' }, [5, 5, 3]],
])('keeps to the limits of the mock in demo mode: %o', (env, rates) => {
  const { sources } = readConfig(env, noFile)
  expect(sources.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual(rates)
})

it('listens only on loopback where there is no sign-in', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' }, noFile)).toThrow(
    /HOST: 0\.0\.0\.0.*KARTOTEKA_PUBLIC_URL/,
  )
  for (const host of ['127.0.0.1', 'localhost', '::1'])
    expect(readConfig({ HOST: host }, noFile).host).toBe(host)
})

it('treats an empty setting as not set', () => {
  expect(readConfig({ PORT: '', KARTOTEKA_CONFIG: '' }, noFile).port).toBe(8080)
})

it('reads settings by their names in 0.1.0 as well, and warns of it', () => {
  const { reverseProxy, warnings } = readConfig(
    {
      KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com',
      KARTOTEKA_FRONT_SECRET: 'x'.repeat(32),
      KARTOTEKA_FRONT_SECRET_PREVIOUS: 'y'.repeat(32),
    },
    noFile,
  )
  expect(reverseProxy).toMatchObject({
    secret: 'x'.repeat(32),
    previousSecret: 'y'.repeat(32),
  })
  expect(warnings).toEqual([
    expect.stringMatching(/^KARTOTEKA_FRONT_SECRET was renamed to KARTOTEKA_REVERSE_PROXY_SECRET;/),
    expect.stringMatching(/^KARTOTEKA_FRONT_SECRET_PREVIOUS was renamed to/),
  ])
  expect(readConfig({}, noFile).warnings).toEqual([])

  const delayOf = (env: Record<string, string>) => readConfig(env, noFile).jobs.unknownOutcomeDelay
  expect(delayOf({})).toBe(20_000)
  expect(delayOf({ KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS: '300' })).toBe(300)
  expect(delayOf({ KARTOTEKA_JOB_SETTLE_MS: '200' })).toBe(200)
  expect(delayOf({ KARTOTEKA_JOB_SETTLE_MS: '200', KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS: '0' })).toBe(
    0,
  )
})

it.each([
  ['url', 'https://user1:PASSWORD1@example.amocrm.ru'],
  ['url', 'https://user1@example.amocrm.ru'],
  ['url', 'https://example.amocrm.ru/?token=PASSWORD1'],
  ['url', 'https://example.amocrm.ru/#PASSWORD1'],
  ['webUrl', 'https://user1:PASSWORD1@example.amocrm.ru'],
])('rejects credentials in the %s of a source: %s', (field, url) => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const read = () => readConfig(env, fileOf({ sources: [{ ...entry, [field]: url }] }))
  expect(read).toThrow(new RegExp(`sources\\.0\\.${field}: Expected no user`))
  expect(read).not.toThrow(/PASSWORD1/)
})

it.each(['api', 'sources'])('rejects the ID %s, which pages of the product have', (id) => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const read = () => readConfig(env, fileOf({ sources: [{ ...entry, id }] }))
  expect(read).toThrow(`the id ${id} is reserved for a page`)
})

it('leaves a local copy to the users unless the file says otherwise', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const settingOf = (mirror: object) =>
    readConfig(env, fileOf({ sources: [{ ...entry, ...mirror }] })).sources[0]?.mirror?.setting
  expect(settingOf({})).toBeNull()
  expect(settingOf({ mirror: true })).toBe(true)
  expect(settingOf({ mirror: false })).toBe(false)
})

it('warns of more requests than the documents of a source allow', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const warnings = (requestsPerSecond: number) =>
    readConfig(env, fileOf({ sources: [{ ...entry, requestsPerSecond }] })).warnings
  expect(warnings(7)).toEqual([])
  expect(warnings(50)).toEqual([expect.stringMatching(/sales: 50 .* 7; .* block/)])
})

it('accepts a previous key and a previous secret', () => {
  const key = Buffer.alloc(32, 1).toString('base64')
  const old = Buffer.alloc(32, 2).toString('base64')
  const config = readConfig(
    {
      KARTOTEKA_KEY: key,
      KARTOTEKA_KEY_PREVIOUS: old,
      KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com',
      KARTOTEKA_REVERSE_PROXY_SECRET: 'x'.repeat(32),
      KARTOTEKA_REVERSE_PROXY_SECRET_PREVIOUS: 'y'.repeat(32),
    },
    noFile,
  )
  expect(config.state.key).toEqual({ kind: 'text', base64: key, previous: old })
  expect(config.reverseProxy).toMatchObject({ previousSecret: 'y'.repeat(32) })
  expect(() => readConfig({ KARTOTEKA_KEY_PREVIOUS: 'short' }, noFile)).toThrow(/KEY_PREVIOUS/)
})
