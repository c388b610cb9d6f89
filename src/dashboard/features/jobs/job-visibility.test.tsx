import { screen, within } from '@testing-library/react'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { job } from '#contract/api/jobs.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { openJobs } from '#testing/job-screen.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { renderApp } from '#testing/render-app.tsx'
import { renderAs } from '#testing/render-as.tsx'
import { setText } from '#testing/values.ts'

const [mine, other] = [504_141, 504_142] // users of the account
const changes = [setText('name', 'Grace')]
const responsibleOf = (id: number) => (id % 3 === 0 ? other : mine)

/** A job that has changed contacts, of which every third one is not visible any more. */
async function openChanged(count: number) {
  let visibility: Visibility = { contacts: 'all' }
  const opened = openJobs({ visibility: () => visibility })
  const ids = Array.from({ length: count }, (_, index) => index + 1)
  for (const id of ids)
    opened.stack.mock.store.addContact({
      id,
      name: `Ada ${id}`,
      responsible_user_id: responsibleOf(id),
    })
  const done = await opened.jobClient.run({ kind: 'edit', ids, changes })
  visibility = { contacts: 'ofResponsible', users: [mine] }
  return { ...opened, id: done.job.id }
}

describe('a job with rows of contacts that one does not see', () => {
  it('says how many rows are not shown, so that they are as many as were counted', async () => {
    const { stack, id } = await openChanged(6)
    await renderApp(`/main/jobs/${id}`, { stack })
    expect(
      await screen.findByText('2 rows are not shown here: you do not see their contacts.'),
    ).toBeDefined()
    const table = within(screen.getByRole('table', { name: 'Rows of the job' }))
    expect(table.getAllByRole('row')).toHaveLength(5) // with their heads
    expect(screen.getByRole('link', { name: /^All 6/ })).toBeDefined()
  })

  it('says so in place of rows if none is shown', async () => {
    const { stack, id } = await openChanged(3)
    for (const contact of [1, 2].flatMap((at) => stack.mock.store.contact(at) ?? []))
      stack.mock.store.updateContact(contact, { responsible_user_id: other }, other)
    await renderApp(`/main/jobs/${id}`, { stack })
    expect(await screen.findByText(/^3 rows are not shown here/)).toBeDefined()
    expect(screen.queryByText('No such rows.')).toBeNull()
  })

  it.each([6, 300])('promises what the undo of %i rows then does', async (count) => {
    const { stack, id } = await openChanged(count)
    const { store } = stack.mock
    const changed = store.contact(2)
    if (changed) store.updateContact(changed, { name: 'Others' }, other)
    const hidden = count / 3
    const undone = count - hidden - 1
    const { user } = await renderApp(`/main/jobs/${id}?panel=undo`, { stack })
    const press = await screen.findByRole('button', { name: `Undo ${undone} changes` })
    expect(screen.getByText(/^1 contact will be left as it is/)).toBeDefined()
    expect(
      screen.getByText(`You do not see ${hidden} contacts: they will be left as they are.`),
    ).toBeDefined()
    await user.click(press)
    expect(await screen.findByRole('link', { name: `Changed ${undone}` })).toBeDefined()
    expect(await screen.findByRole('link', { name: 'Changed by others 1' })).toBeDefined()
    expect(await screen.findByRole('link', { name: `Rejected ${hidden}` })).toBeDefined()
  })

  it('names the limit for all rows that the undo would have', async () => {
    const harness = openPeopleHarness({ contacts: 0 })
    for (let id = 1; id <= 6; id++)
      harness.mock.store.addContact({
        id,
        name: `Ada ${id}`,
        responsible_user_id: responsibleOf(id),
      })
    await harness.register('boss@example.com', 'admin')
    const boss = await harness.signedIn('boss@example.com')
    const ada = await harness.register('ada@example.com', 'editor')
    const editor = await harness.signedIn('ada@example.com')
    const payload = { key: randomUUID(), kind: 'edit', ids: [1, 2, 3, 4, 5, 6], changes }
    const made = job.parse((await editor.ask('POST', '/api/sources/main/jobs', { payload })).json())
    await editor.ask('GET', `/api/sources/main/jobs/${made.id}/events`)
    await boss.ask('PUT', `/api/users/${ada}/source-users/main`, { payload: { user: mine } })
    await boss.ask('PUT', '/api/roles/*/editor', {
      payload: { maxRows: 4, mayExport: true, visibility: 'own' },
    })
    const harnessOfAda = { ...harness, register: async () => ada }
    await renderAs('editor', `/main/jobs/${made.id}?panel=undo`, { harness: harnessOfAda })
    expect(await screen.findByText('Your role allows at most 4 rows at once.')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Undo 4 changes' }).ariaDisabled).toBe('true')
  })
})
