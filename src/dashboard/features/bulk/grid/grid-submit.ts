import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type Dispatch } from 'react'
import type { Job } from '#contract/api/jobs.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { forgetContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { followJob } from '#dashboard/domain/job-stream.ts'
import { isEnded } from '#dashboard/domain/job-facts.ts'
import type { GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { toFate, toRefusal } from '#dashboard/features/bulk/sheet/grid-statuses.ts'
import {
  isRefusedForSure,
  lookAgain,
  placeOrder,
  readRows,
  type Order,
} from '#dashboard/features/bulk/sheet/grid-order.ts'
import type { Fate, GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'

type Options = {
  context: GridContext
  /** Rows that were on their way when the page was left. */
  begun: { order: Order; rows: GridRow[] } | null
  dispatch: Dispatch<GridAction>
  title: string
  toBody: (row: GridRow) => unknown
  /** Reads anew what others have changed meanwhile; has to stay the same function. */
  onConflict: (signal: AbortSignal) => Promise<void>
}

/** The way of rows to the source and of their results back to the grid. */
export function useSending({ context, begun, dispatch, title, toBody, onConflict }: Options) {
  const client = useQueryClient()
  const source = context.source.id
  const [order, setOrder] = useState(begun?.order ?? null)
  const [job, setJob] = useState<Job>()
  const [problem, setProblem] = useState<unknown>()
  const [isLost, setLost] = useState(false)
  const [tries, setTries] = useState(0)
  const id = order?.job
  const isUnderWay = order !== null && !(job && job.id === id && isEnded(job))

  useEffect(() => {
    if (!order || !id) return
    const control = new AbortController()
    const { signal } = control
    const reader = onlyOneAtATime(async () => {
      const rows = await readRows(source, id, signal)
      const fates = rows.map((row) => [order.rows[row.line - 1] ?? 0, toFate(row, id, context)])
      dispatch({ type: 'fates', fates: new Map(fates as [number, Fate][]) }) // pairs, built above
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
            reader().catch(() => undefined) // read again with the next news
          }
        },
      })
      await reader()
      if (signal.aborted || !last) return
      if (last.counts.conflict > 0) await onConflict(signal)
      setJob(last)
      void forgetContacts(client, source)
    }
    follow().catch((error: unknown) => {
      if (signal.aborted) return
      setProblem(error)
      if (!(error instanceof ApiError) || error.code !== 'not_found') return
      // The proxy has forgotten the job: nobody knows what became of its rows.
      const lost = order.rows.map((key, at): [number, Fate] => [
        key,
        { kind: 'unknown', resembles: null, job: id, line: at + 1 },
      ])
      dispatch({ type: 'fates', fates: new Map(lost) })
      setOrder(null)
    })
    return () => control.abort()
  }, [client, context, dispatch, id, onConflict, order, source, tries])

  async function post(next: Order, rows: GridRow[]) {
    setProblem(undefined)
    try {
      const begunJob = await placeOrder(source, next, title, rows.map(toBody))
      setOrder({ ...next, job: begunJob.id })
    } catch (error) {
      setProblem(error)
      if (!isRefusedForSure(error)) return
      setOrder(null)
      dispatch({ type: 'fates', fates: faultsOf(error, next, context) })
    }
  }

  // Left before the answer came: said again with its key it is the same order.
  const [unanswered] = useState(begun?.order.job === null ? begun : null)
  const repeat = useRef(post)
  useEffect(() => {
    if (unanswered) void repeat.current(unanswered.order, rowsOf(unanswered.order, unanswered.rows))
  }, [unanswered])

  return {
    order,
    job,
    problem,
    isLost,
    isUnderWay,
    send: (kind: Order['kind'], rows: GridRow[]) => {
      const next = { key: crypto.randomUUID(), kind, rows: rows.map(({ key }) => key), job: null }
      setJob(undefined)
      setOrder(next)
      dispatch({
        type: 'fates',
        fates: new Map(next.rows.map((key) => [key, { kind: 'sending' }])),
      })
      void post(next, rows)
    },
    /** After an answer that did not come: the same order again, or the same job looked at again. */
    resume: (rows: GridRow[]) => {
      if (!order) return
      setProblem(undefined)
      if (order.job) setTries(tries + 1)
      else void post(order, rowsOf(order, rows))
    },
    lookFor: (rows: GridRow[]) => {
      const fates = rows.flatMap(({ key, fate }) =>
        fate?.kind === 'unknown' ? [{ key, ...fate }] : [],
      )
      const [first] = fates
      if (!first) return
      const lines: number[] = Array.from(
        { length: Math.max(...fates.map(({ line }) => line)) },
        () => 0,
      )
      for (const one of fates) if (one.job === first.job) lines[one.line - 1] = one.key
      setProblem(undefined)
      lookAgain(source, first.job)
        .then((next) => {
          setJob(undefined)
          setOrder({ key: next.id, kind: order?.kind ?? 'create', rows: lines, job: next.id })
        })
        .catch(setProblem)
    },
    forget: () => {
      setOrder(null)
      setJob(undefined)
      setProblem(undefined)
    },
  }
}

const rowsOf = ({ rows: keys }: Order, rows: GridRow[]): GridRow[] =>
  keys.flatMap((key) => rows.find((row) => row.key === key) ?? [])

/** Calls that come while one runs become one more after it. */
function onlyOneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = () => {
    running = run().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return begin()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return begin()
      })
    return next
  }
}

/** An order refused whole names its wrong rows by line; all others are free again. */
function faultsOf(error: unknown, order: Order, context: GridContext) {
  const fates = new Map<number, Fate | undefined>(order.rows.map((key) => [key, undefined]))
  const fields = error instanceof ApiError ? (error.fields ?? []) : []
  for (const { name, message, line } of fields) {
    const key = order.rows[(line ?? 0) - 1]
    if (key === undefined) continue
    const field = name.replace(/^patch\./, '')
    const reason = toRefusal({ field, code: 'invalid', message }, context)
    const before = fates.get(key)
    const reasons = before?.kind === 'rejected' ? before.reasons : []
    fates.set(key, { kind: 'rejected', reasons: [...reasons, reason] })
  }
  return fates
}
