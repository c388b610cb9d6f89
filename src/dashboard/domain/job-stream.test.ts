import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '#contract/api/jobs.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { followJob } from './job-stream.ts'

let control = new AbortController()
afterEach(() => {
  control.abort()
  control = new AbortController()
})

function build(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  vi.stubGlobal('fetch', stack.fetch)
  return { stack, jobClient: openJobClient(stack) }
}

function follow(id: string, seen?: number) {
  const jobs: Job[] = []
  const done = followJob({
    source: 'main',
    id,
    signal: control.signal,
    seen,
    onJob: (news) => jobs.push(news),
    onLine: () => {},
  })
  return { jobs, done }
}

const rows = Array.from({ length: 120 }, (_, index) => ({ name: `Ada ${index}` }))

describe('a job is followed', () => {
  it('to its end, each of its states once', async () => {
    const { jobClient } = build()
    const { id } = await jobClient.create({ kind: 'create', rows })
    const { jobs, done } = follow(id)
    await done
    expect(jobs.at(-1)).toMatchObject({ state: 'done', counts: { created: 120 } })
    const versions = jobs.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  })

  it('without telling again what is known', async () => {
    const { jobClient } = build()
    const { job } = await jobClient.run({ kind: 'create', rows: [{ name: 'Ada' }] })
    const { jobs, done } = follow(job.id, job.version)
    await done
    expect(jobs).toEqual([])
  })

  it('unless there is none', async () => {
    build()
    await expect(follow(crypto.randomUUID()).done).rejects.toMatchObject({ code: 'not_found' })
  })
})
