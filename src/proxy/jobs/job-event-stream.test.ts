import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

const draftRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${index}` }))

function open(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  return { stack, mock: stack.mock, jobClient: openJobClient(stack) }
}

describe('the events of a job', () => {
  const eventsIn = (text: string) =>
    text.split('\n\n').flatMap((block) => /^event: (\w+)$/m.exec(block)?.[1] ?? [])

  it('send its whole state, every change, and its end', async () => {
    const { jobClient } = open()
    const { id } = await jobClient.create({ kind: 'create', rows: draftRows(200) })
    const answer = await jobClient.ask('GET', `/${id}/events`)
    expect(answer.headers['content-type']).toBe('text/event-stream')
    const events = eventsIn(answer.body)
    expect(events.at(-1)).toBe('end')
    expect(events.filter((event) => event === 'job').length).toBeGreaterThan(1)
    expect(answer.body).toContain('"created":200')
  })

  it('are not sent again to a client that has received them', async () => {
    const { jobClient, stack } = open()
    const { job } = await jobClient.run({ kind: 'create', rows: draftRows(1) })
    const answer = await stack.proxy.inject({
      url: `/api/sources/main/jobs/${job.id}/events`,
      headers: { 'last-event-id': String(job.version) },
    })
    expect(eventsIn(answer.body)).toEqual(['end'])
  })

  it('do not delay the close of the proxy', async () => {
    const { stack, jobClient, mock } = open({ jobSettings: { firstWait: 60_000, maxWait: 60_000 } })
    // Makes the source unusable, so that the job waits.
    mock.faults.add({ kind: 'status', status: 402, method: 'POST' })
    const { id } = await jobClient.create({ kind: 'create', rows: draftRows(1) })
    const address = await stack.proxy.listen({ host: '127.0.0.1', port: 0 })
    const answer = await fetch(`${address}/api/sources/main/jobs/${id}/events`)
    const text = answer.text()
    await expect.poll(async () => (await jobClient.read(id)).state, { interval: 5 }).toBe('waiting')
    await stack.proxy.close()
    expect(await text).toContain('event: job')
    expect(await text).not.toContain('event: end')
  })

  it('of an unknown job are not found', async () => {
    expect((await open().jobClient.ask('GET', `/${randomUUID()}/events`)).statusCode).toBe(404)
  })
})
