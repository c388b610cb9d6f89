import { expect, it } from 'vitest'
import { readSettings } from './mock-settings.ts'

it('has a default for every setting', () => {
  expect(readSettings({})).toEqual({
    MOCK_HOST: '127.0.0.1',
    MOCK_PORT: 4010,
    MOCK_TOKEN: 'demo-token',
    MOCK_CONTACTS: 10_000,
    MOCK_SEED: 1,
    MOCK_DATA: ':memory:',
    MOCK_RATE: 7,
    MOCK_CLIENT_ID: 'demo-client',
    MOCK_CLIENT_SECRET: 'demo-secret',
    MOCK_DIALECT: 'documented',
    MOCK_CONTROL: true,
    MOCK_FAULTS: [],
  })
})

it('takes initial faults', () => {
  const { MOCK_FAULTS: faults } = readSettings({
    MOCK_FAULTS: '[{"kind":"latency","ms":300,"method":"get"}]',
  })
  expect(faults).toEqual([{ kind: 'latency', ms: 300, method: 'GET' }])
})

it('reports all invalid settings at once', () => {
  const wrong = {
    MOCK_PORT: 'x',
    MOCK_CONTACTS: '-1',
    MOCK_CONTROL: 'yes',
    MOCK_RATE: '1.5',
    MOCK_FAULTS: '[{"kind":"nope"}]',
  }
  expect(() => readSettings(wrong)).toThrow(
    /MOCK_PORT[^]*MOCK_CONTACTS[^]*MOCK_RATE[^]*MOCK_CONTROL[^]*MOCK_FAULTS/,
  )
})
