import type { LiveEvent } from '#contract/api/proxy-events.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import type { Source } from '#proxy/sources/source.ts'

type Options = {
  jobs: Pick<Jobs, 'changedSince' | 'next'>
  sources: Source[]
  publish: (event: LiveEvent) => void
  onError: (error: unknown) => void
}

/** Another process on the same database may run jobs as well; milliseconds. */
const pause = { active: 1000, idle: 5000 }
const retryPause = 5000

/** Publishes jobs that have changed, while anybody follows. */
export function createJobFeed({ jobs, sources, publish, onError }: Options) {
  let followers = 0
  let running: { control: AbortController; ready: Promise<void> } | undefined

  async function follow({ info: { id } }: Source, signal: AbortSignal, onReady: () => void) {
    const known = new Map<string, number>()
    let isFirst = true
    while (!signal.aborted) {
      let wait = retryPause
      // Before reading, so that no change is missed in between.
      const news = new AbortController()
      const either = AbortSignal.any([signal, news.signal])
      const changed = jobs.next(id, pause.idle, either)
      try {
        const { items, isActive } = await jobs.changedSince(id, known)
        for (const job of items) {
          known.set(job.id, job.version)
          // At first, clients read themselves.
          if (!isFirst) publish({ type: 'job', source: id, job })
        }
        isFirst = false
        wait = isActive ? pause.active : pause.idle
      } catch (error) {
        if (!signal.aborted) onError(error)
      }
      onReady()
      await Promise.race([changed, jobs.next(id, wait, either)])
      news.abort()
    }
  }

  function start() {
    const control = new AbortController()
    const ready = Promise.all(
      sources.map(
        (source) =>
          new Promise<void>((resolve) => {
            follow(source, control.signal, resolve).catch(onError).finally(resolve)
          }),
      ),
    )
    return { control, ready: ready.then(() => undefined) }
  }

  function stop() {
    running?.control.abort()
    running = undefined
  }

  return {
    /** Returns the function that ends it for this follower. */
    begin(): () => void {
      followers += 1
      running ??= start()
      return () => {
        followers -= 1
        if (followers === 0) stop()
      }
    },
    /** Resolves when every later change will be published. */
    ready: async () => running?.ready,
    close: stop,
  }
}
