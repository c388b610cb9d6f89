import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Priority } from '#proxy/sources/transport/source-call.ts'
import type { Observer } from '#proxy/sources/transport/source-http.ts'

/** `asOf` in milliseconds; null while the copy is filled. */
type MirrorGauges = {
  contacts: number
  requestsToday: number
  asOf: number | null
  drift: Record<string, number> | null
}

const seconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 5, 15]

/** The metrics in Prometheus' format; one registry per app, so that tests do not share any. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'kartoteka_request_seconds',
    help: 'Requests answered by the proxy, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers,
  })
  const waits = new Histogram({
    name: 'kartoteka_source_wait_seconds',
    help: 'How long calls waited for a slot in the request rate of a source',
    labelNames: ['source', 'priority'],
    buckets: seconds,
    registers,
  })
  const answers = new Histogram({
    name: 'kartoteka_source_answer_seconds',
    help: 'Responses of a source by status; "none" if there was no response',
    labelNames: ['source', 'status'],
    buckets: seconds,
    registers,
  })
  const budgets = new Map<string, { perSecond: number; recent: number[] }>()
  new Gauge({
    name: 'kartoteka_source_budget_used_ratio',
    help: 'Share of the allowed calls per second of a source that were made in the last second',
    labelNames: ['source'],
    registers,
    collect() {
      for (const [source, { perSecond, recent }] of budgets) {
        forgetBefore(recent, performance.now() - 1000)
        this.set({ source }, perSecond === 0 ? 0 : recent.length / perSecond)
      }
    },
  })

  const jobRows = new Counter({
    name: 'kartoteka_job_rows_total',
    help: 'Rows of bulk writes with a final outcome, by outcome',
    labelNames: ['source', 'outcome'],
    registers,
  })
  let countOpenJobs: (() => Promise<Map<string, number>>) | undefined
  new Gauge({
    name: 'kartoteka_jobs_open',
    help: 'Bulk writes that have started and not ended',
    labelNames: ['source'],
    registers,
    async collect() {
      this.reset()
      // All other metrics are still reported while the store is unavailable.
      const open = await countOpenJobs?.().catch(() => undefined)
      for (const [source, jobs] of open ?? []) this.set({ source }, jobs)
    },
  })

  let readMirrors: (() => Promise<Map<string, MirrorGauges>>) | undefined
  const mirrorGauge = (name: string, help: string, pick: (mirror: MirrorGauges) => number | null) =>
    new Gauge({
      name: `kartoteka_mirror_${name}`,
      help,
      labelNames: ['source'],
      registers,
      async collect() {
        this.reset()
        for (const [source, mirror] of (await readMirrors?.()) ?? []) {
          const value = pick(mirror)
          if (value !== null) this.set({ source }, value)
        }
      },
    })
  mirrorGauge('contacts', 'Contacts in the local copy of a source', (mirror) => mirror.contacts)
  mirrorGauge(
    'age_seconds',
    'Seconds since the moment up to which a copy has every change',
    ({ asOf }) => asOf && (Date.now() - asOf) / 1000,
  )
  mirrorGauge(
    'requests_today',
    'Requests for the copy since midnight UTC',
    (mirror) => mirror.requestsToday,
  )
  new Gauge({
    name: 'kartoteka_mirror_drift',
    help: 'Contacts of a copy that the last full scan found changed, missing or surplus',
    labelNames: ['source', 'kind'],
    registers,
    async collect() {
      this.reset()
      for (const [source, mirror] of (await readMirrors?.()) ?? [])
        for (const [kind, rows] of Object.entries(mirror.drift ?? {}))
          this.set({ source, kind }, rows)
    },
  })

  return {
    registry,
    requests,
    /** Where the metrics of local copies are read from. */
    readMirrorsBy(read: NonNullable<typeof readMirrors>) {
      readMirrors = read
    },
    jobs: {
      ended: (source: string, outcome: string) => jobRows.inc({ source, outcome }),
      countBy(count: NonNullable<typeof countOpenJobs>) {
        countOpenJobs = count
      },
    },
    /** Counts the calls of one source and the used share of its request rate. */
    observe(source: string, perSecond: number): Observer {
      const recent: number[] = []
      budgets.set(source, { perSecond, recent })
      return {
        waited(priority: Priority, ms: number) {
          waits.observe({ source, priority }, ms / 1000)
          forgetBefore(recent, performance.now() - 1000)
          recent.push(performance.now())
        },
        answered(status, ms) {
          answers.observe({ source, status: String(status) }, ms / 1000)
        },
      }
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>

function forgetBefore(moments: number[], limit: number) {
  while (moments[0] !== undefined && moments[0] < limit) moments.shift()
}
