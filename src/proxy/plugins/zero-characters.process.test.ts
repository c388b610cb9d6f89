import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { buildStack } from '#testing/stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-zero-'))
let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

const headers = { origin: 'http://localhost:80' }
const contacts = '/api/sources/main/contacts'
const jobsUrl = '/api/sources/main/jobs'
const order = { key: 'zero-characters', kind: 'create', rows: [{ name: 'Ada' }] }
const immediate = { unknownOutcomeDelay: 0, firstWait: 0, maxWait: 0, notifyInterval: 0 }

describe.each(['sqlite', 'postgres'] as const)('the zero character over a state on %s', (kind) => {
  async function build() {
    const { mock, sources } = buildStack({ contacts: 0 })
    const store = await openStore(
      kind === 'sqlite'
        ? { kind, file: join(folder, 'state.sqlite') }
        : { kind, url: await postgres.newDatabase() },
    )
    const errors: unknown[] = []
    const list = Object.values(sources)
    const onError = (error: unknown) => void errors.push(error)
    const jobs = createJobs({ store, sources: list, settings: immediate, onError })
    const proxy = buildProxy({ sources: list, jobs })
    const close = async () => {
      await proxy.close()
      await store.close()
    }
    return { mock, proxy, errors, close }
  }

  it('is rejected with the name of its field, at any position', async () => {
    const { proxy, close } = await build()
    const wrong: [url: string, payload: object, name: string][] = [
      [contacts, { items: [{ name: 'a\0b' }] }, 'items.0.name'],
      [contacts, { items: [{ name: 'a', phones: [{ value: '+7\0' }] }] }, 'items.0.phones.0.value'],
      [jobsUrl, { ...order, title: '\0' }, 'title'],
      [jobsUrl, { ...order, key: 'zero\0characters' }, 'key'],
      [jobsUrl, { ...order, rows: [{ name: 'Ada\0' }] }, 'rows.0.name'],
      [jobsUrl, { ...order, 'odd\0key': 1 }, 'odd\uFFFDkey'],
    ]
    for (const [url, payload, name] of wrong) {
      const answer = await proxy.inject({ method: 'POST', url, headers, payload })
      expect([answer.statusCode, name]).toEqual([400, name])
      expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name }] })
    }
    const search = await proxy.inject(`${contacts}?search=a%00b`)
    expect(search.statusCode).toBe(400)
    expect(search.json()).toMatchObject({ fields: [{ name: 'search' }] })
    await close()
  })

  it('is removed from responses of a source, so that a job completes', async () => {
    const { mock, proxy, errors, close } = await build()
    mock.store.addContact({ id: 7, name: 'Zero\0Zoe' })
    const read = (await proxy.inject(`${contacts}/7`)).json<{ name: string }>()
    expect(read.name).toBe('ZeroZoe')
    const payload = {
      key: 'edit-zero-zoe',
      kind: 'edit',
      rows: [{ id: 7, patch: { name: 'Zoe' } }],
    }
    const made = await proxy.inject({ method: 'POST', url: jobsUrl, headers, payload })
    expect(made.statusCode).toBe(201)
    const { id } = made.json<{ id: string }>()
    await expect
      .poll(async () => (await proxy.inject(`${jobsUrl}/${id}`)).json<{ state: string }>().state, {
        timeout: 60_000,
      })
      .toBe('done')
    expect(errors).toEqual([])
    expect((await proxy.inject(`${contacts}/7`)).json()).toMatchObject({ name: 'Zoe' })
    await close()
  })
})
