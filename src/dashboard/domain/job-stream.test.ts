import { describe, expect, it, vi } from 'vitest'
import type { Job } from '#contract/api/jobs.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { followJob } from './job-stream.ts'

/** What the proxy sends of a job that has ended. */
async function endedJob() {
  const client = openJobClient(buildStack({ contacts: 0 }))
  const { job } = await client.run({ kind: 'create', rows: [{ name: 'Ада' }] })
  return { job, text: (await client.ask('GET', `/${job.id}/events`)).body }
}

/** Follows a job whose stream arrives in pieces of `size` bytes, until it ends or is lost. */
async function follow(job: Job, text: string, size: number) {
  const bytes = new TextEncoder().encode(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  )
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      for (const piece of pieces) stream.enqueue(piece)
      stream.close()
    },
  })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)))
  const jobs: Job[] = []
  const control = new AbortController()
  const isLost = vi.fn<() => void>()
  await followJob({
    source: 'main',
    id: job.id,
    signal: control.signal,
    seen: undefined,
    onJob: (news) => jobs.push(news),
    onLine: (isDisconnected) => {
      if (!isDisconnected) return
      isLost()
      control.abort()
    },
  })
  return { jobs, isLost }
}

describe('a job is followed to its end', () => {
  const lineEnds = ['\n', '\r\n', '\r']
  const sizes = [1, 7, 100_000]
  it.each(lineEnds.flatMap((lineEnd) => sizes.map((size) => [lineEnd, size] as const)))(
    'over lines that end by %j, in pieces of %i bytes',
    async (lineEnd, size) => {
      const { job, text } = await endedJob()
      const { jobs, isLost } = await follow(job, text.replaceAll('\n', lineEnd), size)
      expect(jobs).toEqual([job])
      expect(isLost).not.toHaveBeenCalled()
    },
  )

  it('without a space after the colon, with comments, and past fields it does not know', async () => {
    const { job, text } = await endedJob()
    const other = `: beat\n\nnews:1\n${text.replaceAll(/^(\w+): /gm, '$1:')}`
    const { jobs, isLost } = await follow(job, other, 100_000)
    expect(jobs).toEqual([job])
    expect(isLost).not.toHaveBeenCalled()
  })

  it('unless the stream breaks off, which is told', async () => {
    const { job, text } = await endedJob()
    const { jobs, isLost } = await follow(job, text.slice(0, text.indexOf('event: end')), 100_000)
    expect(jobs).toEqual([job])
    expect(isLost).toHaveBeenCalledOnce()
  })
})
