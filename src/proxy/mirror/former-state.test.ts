import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '#proxy/config.ts'
import { migrations } from '#proxy/store/migrations.ts'
import { connectStore, openStore } from '#proxy/store/state-store.ts'
import { buildStack } from '#testing/stack.ts'
import { readMirrorChoices } from './mirror-choices.ts'
import { leftoverMirrors, mirrorObstacleOf, mirrorPlaceOf } from './mirror-place.ts'

/** A sources file as 0.1.0 knew it. */
const sources = [
  {
    id: 'main',
    kind: 'amo-v4',
    title: 'Main',
    url: 'https://example.amocrm.ru',
    token: { env: 'AMO_TOKEN' },
  },
]

it('of 0.1.0 is upgraded in place without copying anything before somebody agrees', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-former-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = { kind: 'sqlite', file: join(folder, 'state.sqlite') } as const
  const former = connectStore(database)
  await sql`create table migrations (name text primary key, applied_at bigint not null)`.execute(
    former.db,
  )
  for (const { name, up } of migrations.slice(0, 3)) {
    await up(former.db, former.dialect)
    await former.db.insertInto('migrations').values({ name, applied_at: former.now }).execute()
  }
  await former.close()

  const env = { KARTOTEKA_CONFIG: 'sources.json', AMO_TOKEN: 'secret' }
  const [config] = readConfig(env, () => JSON.stringify({ sources })).sources
  const place = mirrorPlaceOf(database, 'main')
  const store = await openStore(database)
  const choices = await readMirrorChoices(store)
  await store.close()
  const stack = buildStack({
    contacts: 60,
    database,
    mirror: config?.mirror?.setting,
    mirrorNeeds: {
      place,
      choice: choices.get('main'),
      obstacle: config?.mirror && mirrorObstacleOf(config.mirror),
    },
  })
  onTestFinished(() => stack.proxy.close())
  stack.sources.main.mirror?.begin()
  expect((await stack.proxy.inject('/api/sources/main/contacts')).statusCode).toBe(200)
  const read = async () =>
    (await stack.proxy.inject('/api/sources/main/mirror')).json<Record<string, unknown>>()
  expect(await read()).toMatchObject({ state: 'off', obstacle: null, requestsToday: 0 })
  expect(await place.exists()).toBe(false)
  expect(await leftoverMirrors([stack.sources.main], database)).toEqual([])

  const agreed = { method: 'PUT', url: '/api/sources/main/mirror' } as const
  const headers = { origin: 'http://localhost:80' }
  await stack.proxy.inject({ ...agreed, headers, payload: { agreed: true } })
  await expect.poll(async () => (await read())['state'], { timeout: 20_000 }).toBe('complete')
  expect(await place.exists()).toBe(true)
}, 30_000)
