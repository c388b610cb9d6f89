import { randomUUID } from 'node:crypto'
import { undoPreview } from '#contract/api/job-undo.ts'
import { job, jobRowList, type Job } from '#contract/api/jobs.ts'
import type { JobRow } from '#contract/api/job-rows.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import type { Stack } from './stack.ts'

const headers = { origin: 'http://localhost:80' }
const sameOrigin = { headers }

/** Creates jobs through the proxy as a browser does, and follows them to their end. */
export function openJobClient({ proxy }: Pick<Stack, 'proxy'>, source = 'main') {
  const base = `/api/sources/${source}/jobs`
  const ask = (method: 'POST' | 'PUT' | 'GET', path: string, payload?: object) =>
    proxy.inject({ method, url: base + path, ...sameOrigin, ...(payload && { payload }) })

  async function create(path: string, payload: object): Promise<Job> {
    const response = await ask('POST', path, { key: randomUUID(), ...payload })
    if (response.statusCode >= 300) throw new Error(`${response.statusCode} ${response.body}`)
    return job.parse(response.json())
  }

  const read = async (id: string): Promise<Job> => job.parse((await ask('GET', `/${id}`)).json())

  /** The event stream ends with the job. */
  async function waitForEnd(id: string): Promise<Job> {
    await ask('GET', `/${id}/events`)
    return read(id)
  }

  async function rows(id: string, outcome?: RowOutcome): Promise<JobRow[]> {
    const query = `size=500${outcome ? `&outcome=${outcome}` : ''}`
    return jobRowList.parse((await ask('GET', `/${id}/rows?${query}`)).json()).items
  }

  return {
    ask,
    create: (payload: object) => create('', payload),
    read,
    waitForEnd,
    rows,
    /** Creates a job and waits for its end. */
    async run(payload: object) {
      const { id } = await create('', payload)
      return { job: await waitForEnd(id), rows: await rows(id) }
    },
    async retry(id: string, payload: object = {}) {
      const next = await create(`/${id}/retry`, payload)
      return { job: await waitForEnd(next.id), rows: await rows(next.id) }
    },
    async undo(id: string, payload: object = {}) {
      const next = await create(`/${id}/undo`, payload)
      return { job: await waitForEnd(next.id), rows: await rows(next.id) }
    },
    preview: async (id: string) => undoPreview.parse((await ask('GET', `/${id}/undo`)).json()),
  }
}
