import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type Dispatch } from 'react'
import type { Job, JobSubject } from '#contract/api/jobs.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { followJob } from '#dashboard/domain/job-stream.ts'
import { isEnded } from '#dashboard/domain/job-facts.ts'
import type { GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { toRowStatus, toCellRejection } from '#dashboard/features/bulk/sheet/grid-statuses.ts'
import {
  isCertainlyRejected,
  recheckJob,
  submitOrder,
  readRows,
  type Order,
} from '#dashboard/features/bulk/sheet/grid-order.ts'
import type { RowStatus, GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

type Options = {
  context: GridContext
  /** Rows that were being sent when the page was left. */
  started: { order: Order; rows: GridRow[] } | null
  dispatch: Dispatch<GridAction>
  subjectOf: (rows: GridRow[]) => JobSubject
  toBody: (row: GridRow) => unknown
  /** Rereads contacts that others changed; has to be a stable function. */
  onConflict: (signal: AbortSignal) => Promise<void>
}

/** Submits rows as a job and maps its results back to the grid. */
export function useGridSubmit({
  context,
  started,
  dispatch,
  subjectOf,
  toBody,
  onConflict,
}: Options) {
  const client = useQueryClient()
  const source = context.source.id
  const [order, setOrder] = useState(started?.order ?? null)
  const [job, setJob] = useState<Job>()
  const [problem, setProblem] = useState<unknown>()
  const [isDisconnected, setLost] = useState(false)
  const [tries, setTries] = useState(0)
  const id = order?.job
  const isUnderWay = order !== null && !(job && job.id === id && isEnded(job))

  useEffect(() => {
    if (!order || !id) return
    const control = new AbortController()
    const { signal } = control
    const reader = onlyOneAtATime(async () => {
      const rows = await readRows(source, id, signal)
      const statuses = rows.map((row) => [
        order.rows[row.line - 1] ?? 0,
        toRowStatus(row, id, context),
      ])
      dispatch({ type: 'statuses', statuses: new Map(statuses as [number, RowStatus][]) }) // pairs, built above
    })
    const follow = async () => {
      let last: Job | undefined
      await followJob({
        source,
        id,
        signal,
        seen: undefined,
        onLine: setLost,
        onJob: (news) => {
          last = news
          if (!isEnded(news)) {
            setJob(news)
            reader().catch(() => undefined) // read again with the next event
          }
        },
      })
      await reader()
      if (signal.aborted || !last) return
      if (last.counts.conflict > 0) await onConflict(signal)
      setJob(last)
      void invalidateContacts(client, source)
    }
    follow().catch((error: unknown) => {
      if (signal.aborted) return
      setProblem(error)
      if (!(error instanceof ApiError) || error.code !== 'not_found') return
      // The proxy no longer has the job: the outcome of its rows is unknown.
      const lost = order.rows.map((key, index): [number, RowStatus] => [
        key,
        { kind: 'unknown', resembles: null, job: id, line: index + 1 },
      ])
      dispatch({ type: 'statuses', statuses: new Map(lost) })
      setOrder(null)
    })
    return () => control.abort()
  }, [client, context, dispatch, id, onConflict, order, source, tries])

  async function post(next: Order, rows: GridRow[]) {
    setProblem(undefined)
    try {
      const startedJob = await submitOrder(source, next, subjectOf(rows), rows.map(toBody))
      setOrder({ ...next, job: startedJob.id })
    } catch (error) {
      setProblem(error)
      if (!isCertainlyRejected(error)) return
      setOrder(null)
      dispatch({ type: 'statuses', statuses: rejectionsOf(error, next, context) })
    }
  }

  // The page was left before the response: a repeated request with its key returns the same job.
  const [unanswered] = useState(started?.order.job === null ? started : null)
  const repeat = useRef(post)
  useEffect(() => {
    if (unanswered) void repeat.current(unanswered.order, rowsOf(unanswered.order, unanswered.rows))
  }, [unanswered])

  return {
    order,
    job,
    problem,
    isDisconnected,
    isUnderWay,
    send: (kind: Order['kind'], rows: GridRow[]) => {
      const next = { key: crypto.randomUUID(), kind, rows: rows.map(({ key }) => key), job: null }
      setJob(undefined)
      setOrder(next)
      dispatch({
        type: 'statuses',
        statuses: new Map(next.rows.map((key) => [key, { kind: 'sending' }])),
      })
      void post(next, rows)
    },
    /** After a lost response: repeats the request, or follows the job again. */
    resume: (rows: GridRow[]) => {
      if (!order) return
      setProblem(undefined)
      if (order.job) setTries(tries + 1)
      else void post(order, rowsOf(order, rows))
    },
    recheck: (rows: GridRow[]) => {
      const statuses = rows.flatMap(({ key, status }) =>
        status?.kind === 'unknown' ? [{ key, ...status }] : [],
      )
      const [first] = statuses
      if (!first) return
      const lines: number[] = Array.from(
        { length: Math.max(...statuses.map(({ line }) => line)) },
        () => 0,
      )
      for (const item of statuses) if (item.job === first.job) lines[item.line - 1] = item.key
      setProblem(undefined)
      recheckJob(source, first.job)
        .then((next) => {
          setJob(undefined)
          setOrder({ key: next.id, kind: order?.kind ?? 'create', rows: lines, job: next.id })
        })
        .catch(setProblem)
    },
    reset: () => {
      setOrder(null)
      setJob(undefined)
      setProblem(undefined)
    },
  }
}

const rowsOf = ({ rows: keys }: Order, rows: GridRow[]): GridRow[] =>
  keys.flatMap((key) => rows.find((row) => row.key === key) ?? [])

/** Calls during a run are merged into one more run after it. */
function onlyOneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    running = run().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}

/** A rejected request names invalid rows by line; the others become editable again. */
function rejectionsOf(error: unknown, order: Order, context: GridContext) {
  const statuses = new Map<number, RowStatus | undefined>(order.rows.map((key) => [key, undefined]))
  const fields = error instanceof ApiError ? (error.fields ?? []) : []
  for (const { name, message, line } of fields) {
    const key = order.rows[(line ?? 0) - 1]
    if (key === undefined) continue
    const issue = { attribute: name, code: 'rejected' as const, message }
    const reason = toCellRejection(issue, context)
    const before = statuses.get(key)
    const reasons = before?.kind === 'rejected' ? before.reasons : []
    statuses.set(key, { kind: 'rejected', reasons: [...reasons, reason] })
  }
  return statuses
}
