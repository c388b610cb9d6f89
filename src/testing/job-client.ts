import { randomUUID } from 'node:crypto'
import { undoPreview } from '#contract/api/job-undo.ts'
import { job, jobRowList, type Job } from '#contract/api/jobs.ts'
import type { JobRow, RowOutcome } from '#contract/api/job-rows.ts'
import type { Stack } from './stack.ts'

const headers = { origin: 'http://localhost:80' }
const own = { headers }

/** Orders jobs at a stack as a browser does, and follows them to their end. */
export function openJobDesk({ proxy }: Pick<Stack, 'proxy'>, source = 'main') {
  const base = `/api/sources/${source}/jobs`
  const ask = (method: 'POST' | 'PUT' | 'GET', path: string, payload?: object) =>
    proxy.inject({ method, url: base + path, ...own, ...(payload && { payload }) })

  async function made(path: string, payload: object): Promise<Job> {
    const answer = await ask('POST', path, { key: randomUUID(), ...payload })
    if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`)
    return job.parse(answer.json())
  }

  const read = async (id: string): Promise<Job> => job.parse((await ask('GET', `/${id}`)).json())

  /** The stream of events ends with the job. */
  async function ended(id: string): Promise<Job> {
    await ask('GET', `/${id}/events`)
    return read(id)
  }

  async function rows(id: string, outcome?: RowOutcome): Promise<JobRow[]> {
    const query = `size=500${outcome ? `&outcome=${outcome}` : ''}`
    return jobRowList.parse((await ask('GET', `/${id}/rows?${query}`)).json()).items
  }

  return {
    ask,
    order: (payload: object) => made('', payload),
    read,
    ended,
    rows,
    /** Orders a job and waits for its end. */
    async done(payload: object) {
      const { id } = await made('', payload)
      return { job: await ended(id), rows: await rows(id) }
    },
    async retried(id: string, payload: object = {}) {
      const next = await made(`/${id}/retry`, payload)
      return { job: await ended(next.id), rows: await rows(next.id) }
    },
    async undone(id: string, payload: object = {}) {
      const next = await made(`/${id}/undo`, payload)
      return { job: await ended(next.id), rows: await rows(next.id) }
    },
    preview: async (id: string) => undoPreview.parse((await ask('GET', `/${id}/undo`)).json()),
  }
}
