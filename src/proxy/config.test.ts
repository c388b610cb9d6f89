import { expect, it } from 'vitest'
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
  expect(config.sources).toMatchObject([
    { id: 'main', url: 'http://127.0.0.1:4999', token: 't', webUrl: null },
  ])
})

it('takes sources from the file and their tokens from the environment', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const config = readConfig(env, fileOf({ sources: [entry] }))
  expect(config.isDemo).toBe(false)
  expect(config.sources).toMatchObject([
    { id: 'sales', token: 'secret', requestsPerSecond: 7, webUrl: 'https://example.amocrm.ru' },
  ])
})

it('names every fault at once', () => {
  const env = { PORT: 'banana', LOG_LEVEL: 'loud', KARTOTEKA_CONFIG: 'sources.json' }
  const bad = fileOf({ sources: [entry, { ...entry, title: 'Again' }] })
  expect(() => readConfig(env, bad)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /PORT[^]*LOG_LEVEL[^]*two sources are named sales[^]*AMO_TOKEN/,
      ),
    }),
  )
})

it('says what is wrong inside the sources file', () => {
  const env = { KARTOTEKA_CONFIG: 'sources.json' }
  const bad = fileOf({ sources: [{ ...entry, url: 'ftp://x', extra: 1, token: 'in the open' }] })
  expect(() => readConfig(env, bad)).toThrow(/sources\.0\.url[^]*sources\.0\.token[^]*extra/)
  expect(() => readConfig(env, noFile)).toThrow(/cannot read sources\.json/)
})

it('takes an empty setting for none', () => {
  expect(readConfig({ PORT: '', KARTOTEKA_CONFIG: '' }, noFile).port).toBe(8080)
})
