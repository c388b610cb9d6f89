import { describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

/** The first contact of a bot, with one variable. */
async function open() {
  const stack = buildStack()
  const list = await stack.proxy.inject('/api/sources/bots/contacts?size=50')
  const id = list.json<{ items: { id: number }[] }>().items[0]?.id ?? 0
  const path = `/api/sources/bots/contacts/${id}`
  const send = (method: 'PUT' | 'DELETE', rest: string, payload?: object) =>
    stack.proxy.inject({
      method,
      url: `${path}/${rest}`,
      headers: { origin: 'http://localhost:80' },
      ...(payload && { payload }),
    })
  const jobOf = ({ headers }: Awaited<ReturnType<typeof send>>) => String(headers['x-job'])
  const contact = () => stack.mock.store.botContacts.get(id)
  const city = () => {
    const found = contact()?.variables.find(({ name }) => name === 'city')
    return found && found.value
  }
  const put = (value: string) => send('PUT', 'variables/city', { value })
  expect((await put('Oslo')).statusCode).toBe(204)
  return { ...stack, id, send, put, jobOf, contact, city, jobClient: openJobClient(stack, 'bots') }
}

describe('a variable of a bot contact', () => {
  it('is journaled with its user, not listed, and undone', async () => {
    const { put, jobOf, city, jobClient, id } = await open()
    const job = jobOf(await put('Bergen'))
    expect(city()).toBe('Bergen')
    expect(await jobClient.read(job)).toMatchObject({
      kind: 'edit',
      state: 'done',
      actor: { name: expect.any(String) },
      counts: { changed: 1 },
    })
    expect(await jobClient.rows(job)).toMatchObject([
      { contactId: id, result: { outcome: 'changed', attributes: ['variable'] } },
    ])
    expect((await jobClient.ask('GET', '?page=1')).json()).toMatchObject({ items: [] })
    expect((await jobClient.preview(job)).items).toMatchObject([
      {
        would: 'restore',
        attributes: [
          {
            attribute: 'variable',
            now: { values: ['city: Bergen'] },
            restored: { values: ['city: Oslo'] },
          },
        ],
      },
    ])
    const { job: undo } = await jobClient.undo(job)
    expect(undo.counts).toMatchObject({ changed: 1 })
    expect(city()).toBe('Oslo')
    // The undo has a journal as well.
    expect((await jobClient.undo(undo.id)).job.counts).toMatchObject({ changed: 1 })
    expect(city()).toBe('Bergen')
  })

  it('is restored if it was deleted, and removed if it was new', async () => {
    const { send, jobOf, city, contact, jobClient } = await open()
    const gone = jobOf(await send('DELETE', 'variables/city'))
    expect(city()).toBeUndefined()
    await jobClient.undo(gone)
    expect(city()).toBe('Oslo')
    const made = jobOf(await send('PUT', 'variables/fresh', { value: '1' }))
    const isThere = () => contact()?.variables.some(({ name }) => name === 'fresh')
    expect(isThere()).toBe(true)
    await jobClient.undo(made)
    expect(isThere()).toBe(false)
  })

  it('is not restored if another user has changed it since', async () => {
    const { put, jobOf, city, jobClient } = await open()
    const job = jobOf(await put('Bergen'))
    await put('Theirs')
    const { job: undo, rows } = await jobClient.undo(job)
    expect(undo.counts).toMatchObject({ rejected: 1 })
    expect(rows).toMatchObject([{ result: { issues: [{ code: 'stale' }] } }])
    expect(city()).toBe('Theirs')
  })

  it('is looked up after a lost response', async () => {
    const { put, city, mock } = await open()
    const path = '/api/v1/setContactVariable'
    mock.faults.add({ kind: 'cut-after', path, times: 1 })
    expect((await put('Bergen')).statusCode).toBe(204)
    expect(city()).toBe('Bergen')
    mock.faults.add({ kind: 'cut', path, times: 1 })
    const lost = await put('Nowhere')
    expect(lost.statusCode).toBeGreaterThanOrEqual(400)
    expect(lost.json()).toMatchObject({ code: 'source_outcome_unknown' })
    expect(city()).toBe('Bergen')
  })

  it('is reported as a failure if the source rejects it', async () => {
    const { put, mock, city } = await open()
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v1/setContactVariable', times: 1 })
    expect((await put('Bergen')).json()).toMatchObject({ code: 'source_forbidden' })
    mock.faults.add({ kind: 'status', status: 401, method: 'POST', times: 5 })
    expect((await put('Bergen')).json()).toMatchObject({ code: 'source_unauthorized' })
    expect(city()).toBe('Oslo')
  })
})

describe('the status of a bot contact', () => {
  it('is journaled with its user, and cannot be undone', async () => {
    const { send, jobOf, contact, jobClient } = await open()
    const answer = await send('PUT', 'status', { status: 'paid' })
    expect(answer.statusCode).toBe(204)
    expect(contact()?.ysell_status).toBe('paid')
    const job = jobOf(answer)
    expect(await jobClient.read(job)).toMatchObject({
      kind: 'status',
      actor: { name: expect.any(String) },
      counts: { changed: 1 },
    })
    expect(
      (await jobClient.ask('POST', `/${job}/undo`, { key: 'of-a-test-undo' })).statusCode,
    ).toBe(400)
  })

  it('that is too long is rejected before it is sent', async () => {
    const { send, contact, mock } = await open()
    mock.received.clear()
    const answer = await send('PUT', 'status', { status: 'x'.repeat(65) })
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'status' }] })
    expect(mock.received.all()).toEqual([])
    expect(contact()?.ysell_status ?? null).toBeNull()
  })

  it('is reported as unknown after a lost response', async () => {
    const { send, mock } = await open()
    mock.faults.add({ kind: 'cut-after', path: '/api/v1/setYsellStatus', times: 1 })
    const answer = await send('PUT', 'status', { status: 'paid' })
    expect(answer.json()).toMatchObject({ code: 'source_outcome_unknown' })
  })
})
