import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Config } from '#proxy/config.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { createSharedAccess } from './shared-access.ts'
import { createTokenStore } from './token-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const older = Buffer.alloc(32, 1)
const old = Buffer.alloc(32, 2)
const fresh = Buffer.alloc(32, 3)
const text = (key: Buffer) => key.toString('base64')
const tokens = { accessToken: 'a', refreshToken: 'r', issuedAt: 1, expiresAt: 2 }

it('changes the key without connecting again: at startup, tokens are encrypted with the new key', async () => {
  const database = { kind: 'sqlite', file: join(folder, 'state.sqlite') } as const
  const store = await openStore(database)
  await createTokenStore(store, old).save('s', tokens)
  const sources: Config['sources'] = [
    {
      id: 's',
      kind: 'amo-v4',
      title: 'S',
      url: 'https://example.amocrm.ru',
      webUrl: null,
      requestsPerSecond: 7,
      access: { kind: 'oauth', clientId: 'i', clientSecret: 's', redirectUrl: 'https://a.example' },
    },
  ]
  const start = (current: Buffer, previous?: Buffer) =>
    createSharedAccess({
      store,
      config: {
        sources,
        state: {
          database,
          key: {
            kind: 'text',
            base64: text(current),
            ...(previous && { previous: text(previous) }),
          },
        },
      },
      onError: () => {},
    })
  await expect(start(fresh)).rejects.toThrow(/another key/)
  await expect(start(fresh, older)).rejects.toThrow(/another key/)
  await start(fresh, old)
  expect(await createTokenStore(store, fresh).read('s')).toMatchObject(tokens)
  await expect(createTokenStore(store, old).read('s')).rejects.toThrow(/another key/)
  // A proxy that was not restarted can still read if it has the next key as well.
  expect(await createTokenStore(store, { current: old, previous: fresh }).read('s')).toMatchObject(
    tokens,
  )
  await start(fresh) // the previous key can be removed
  await store.close()
})
