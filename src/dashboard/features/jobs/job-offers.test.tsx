import { screen, within } from '@testing-library/react'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { job, type Job } from '#contract/api/jobs.ts'
import { role, type Role } from '#contract/api/roles.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { renderAs } from '#testing/render-as.tsx'

const jobs = '/api/sources/main/jobs'
const row = (name: string) => ({
  changes: [{ attribute: 'name', set: { kind: 'text', values: [name] } }],
})

/** A job of an admin whose second row the source has rejected. */
async function openJob({ rows = 3 }: { rows?: number } = {}) {
  const harness = openPeopleHarness({ contacts: 3 })
  await harness.register('boss@example.com', 'admin')
  const boss = await harness.signedIn('boss@example.com')
  harness.mock.faults.add({ kind: 'poison', text: 'Ada 2', times: 12 })
  const names = Array.from({ length: rows }, (_, index) => row(`Ada ${index + 1}`))
  const answer = await boss.ask('POST', jobs, {
    payload: { key: randomUUID(), kind: 'create', rows: names },
  })
  const made = job.parse(answer.json())
  await boss.ask('GET', `${jobs}/${made.id}/events`)
  return { harness, boss, made }
}

const offered = () => {
  const head = within(screen.getByText('Done with failures').closest('header')!)
  return [...head.queryAllByRole('button'), ...head.queryAllByRole('link')].map(
    ({ textContent }) => textContent,
  )
}

const all = ['Retry failed rows…', 'Undo changes…', 'Download failed rows (CSV)']
const table: Record<Role, string[]> = {
  viewer: [],
  // One contact at a time, and one has failed.
  support: ['Retry failed rows…'],
  editor: all,
  admin: all,
}

describe('a job of somebody else', () => {
  it.each(role.options)('offers a %s only what the role allows', async (name) => {
    const { harness, made } = await openJob()
    await renderAs(name, `/main/jobs/${made.id}?panel=undo`, { harness })
    await screen.findAllByText('Ada 3')
    expect(offered()).toEqual(table[name])
    expect(screen.queryByText('Undo changes') !== null).toBe(table[name].length > 1)
  })

  it('says how many rows the role may undo and retry at once before it is ordered', async () => {
    const { harness, boss, made } = await openJob({ rows: 5 })
    const settings = { maxRows: 2, mayExport: true, visibility: 'all' }
    await boss.ask('PUT', '/api/roles/*/editor', { payload: settings })
    const { user } = await renderAs('editor', `/main/jobs/${made.id}?panel=undo`, { harness })
    expect(await screen.findByText('Your role allows at most 2 rows at once.')).toBeDefined()
    const before = (await boss.ask('GET', jobs)).json<{ items: Job[] }>().items.length
    await user.click(screen.getByRole('button', { name: /^Tag/ }))
    expect((await boss.ask('GET', jobs)).json<{ items: Job[] }>().items).toHaveLength(before)
  })
})
