import { expect, it } from 'vitest'
import { openJobDesk } from '#testing/job-desk.ts'
import { buildStack } from '#testing/stack.ts'

const people = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `Ada ${at}` }))

function deskOver(options: Parameters<typeof buildStack>[0] = {}, source = 'main') {
  const stack = buildStack({ contacts: 0, ...options })
  const posts = () => stack.mock.received.all().filter(({ method }) => method === 'POST')
  return { ...stack, ...openJobDesk(stack, source), posts }
}

it('creates every row once, fifty to a request, and tells the id of each', async () => {
  const { mock, done, posts, jobFaults } = deskOver()
  const { job, rows } = await done({ kind: 'create', title: 'Import', rows: people(120) })
  expect(jobFaults).toEqual([])
  expect(job).toMatchObject({ state: 'done', total: 120, counts: { created: 120, pending: 0 } })
  expect(posts()).toHaveLength(3)
  expect(mock.store.countContacts()).toBe(120)
  for (const { line, name, result } of rows) {
    if (result.outcome !== 'created') throw new Error(`line ${line} is ${result.outcome}`)
    expect(mock.store.contact(result.id)?.name).toBe(name)
    expect(name).toBe(`Ada ${line - 1}`)
  }
})
