import { expect, it } from 'vitest'
import type { Config } from '#proxy/config.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { createSharedAccess } from './shared-access.ts'

it('waits before the first call, because a killed proxy may have used up the second', async () => {
  const database = { kind: 'sqlite', file: ':memory:' } as const
  const store = await openStore(database)
  const source: Config['sources'][number] = {
    id: 's',
    kind: 'amo-v4',
    title: 'S',
    url: 'https://example.amocrm.ru',
    webUrl: null,
    requestsPerSecond: 7,
    access: { kind: 'token', token: 't' },
  }
  const key = { kind: 'text', base64: Buffer.alloc(32, 1).toString('base64') } as const
  const access = await createSharedAccess({
    store,
    config: { sources: [source], state: { database, key } },
    onError: () => {},
  })
  expect(await access.needsOf(source).gate?.reserve(false)).toBeGreaterThan(0)
  await store.close()
})
