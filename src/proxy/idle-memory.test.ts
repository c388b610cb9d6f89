import Fastify from 'fastify'
import { afterEach, expect, it, vi } from 'vitest'
import { releaseWhenIdle } from './idle-memory.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** An app that responds to `/` immediately and to `/slow` when it is released. */
function harness() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const release = vi.fn<() => void>()
  const app = Fastify()
  releaseWhenIdle(app, { after: 10_000, release })
  const slow = Promise.withResolvers<string>()
  app.get('/', () => 'now')
  app.get('/slow', () => slow.promise)
  return { app, release, slow }
}

it('releases memory once, after a while without requests', async () => {
  const { app, release } = harness()
  await app.inject('/')
  vi.advanceTimersByTime(9000)
  await app.inject('/')
  vi.advanceTimersByTime(9000)
  expect(release).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(release).toHaveBeenCalledTimes(1)
  await app.close()
})

it('waits for requests in flight', async () => {
  const { app, release, slow } = harness()
  const waiting = app.inject('/slow')
  await app.inject('/')
  vi.advanceTimersByTime(60_000)
  expect(release).not.toHaveBeenCalled()
  slow.resolve('at last')
  await waiting
  vi.advanceTimersByTime(10_000)
  expect(release).toHaveBeenCalledTimes(1)
  await app.close()
})
