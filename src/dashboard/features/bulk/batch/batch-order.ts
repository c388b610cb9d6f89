import { job, type Job, type JobSubject } from '#contract/api/jobs.ts'
import type { ContactEdit } from '#contract/api/writes.ts'
import { send } from '#dashboard/lib/api-client.ts'

const rowsPerRequest = 1000 // rows per request: a body of a few hundred kilobytes

type Order = {
  source: string
  /** Idempotency key, created once: a repeated request with it returns the same job. */
  key: string
  subject: JobSubject
  /** What all contacts have to match when they are written, as parameters of a list. */
  query: Record<string, string> | undefined
  rows: ContactEdit[]
  onSent: (rows: number) => void
}

/** Creates the job of an edit; a large one in parts, resumed after a failed attempt. */
export async function orderEdit({
  source,
  key,
  subject,
  query = {},
  rows,
  onSent,
}: Order): Promise<Job> {
  const path = `/api/sources/${source}/jobs`
  const hasQuery = Object.keys(query).length > 0
  const head = { key, subject, kind: 'edit', ...(hasQuery && { query }) }
  if (rows.length <= rowsPerRequest) return send(job, 'POST', path, { ...head, rows })
  let draft = await send(job, 'POST', path, { ...head, draft: true })
  if (draft.state !== 'draft') return draft
  for (let part = draft.parts + 1; (part - 1) * rowsPerRequest < rows.length; part++) {
    const chunk = rows.slice((part - 1) * rowsPerRequest, part * rowsPerRequest)
    draft = await send(job, 'PUT', `${path}/${draft.id}/parts/${part}`, { rows: chunk })
    onSent(draft.total)
  }
  return send(job, 'POST', `${path}/${draft.id}/start`, { rows: rows.length })
}
