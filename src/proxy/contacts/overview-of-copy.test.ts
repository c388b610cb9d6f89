import { expect, it, onTestFinished } from 'vitest'
import type { Overview } from '#contract/api/overview.ts'
import { buildStack } from '#testing/stack.ts'

it('counts by the local copy what a count of the source gives, without a request', async () => {
  const stack = buildStack({ contacts: 700, mirror: null })
  const { mock, proxy, sources } = stack
  onTestFinished(async () => {
    await proxy.close()
    await mock.app.close()
  })
  const read = async () =>
    (await proxy.inject('/api/sources/main/overview?zone=Europe/Moscow')).json<Overview>()
  await expect.poll(async () => (await read()).counted !== null).toBe(true)
  const { counted: live } = await read()
  const { mirror } = sources.main
  mirror?.begin()
  await mirror?.turnOn()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  await expect
    .poll(async () => {
      mock.received.clear()
      await read()
      return mock.received.all().length
    })
    .toBe(0)
  const { counted, counting } = await read()
  expect(counting).toBeNull()
  expect(live?.contacts).toBeGreaterThan(0)
  const same = { at: '', asOf: '' }
  expect({ ...counted, ...same }).toEqual({ ...live, ...same })
  expect(live?.asOf).toBeNull()
  expect(counted?.asOf).toBe((await mirror?.status())?.status.asOf)
}, 60_000)
