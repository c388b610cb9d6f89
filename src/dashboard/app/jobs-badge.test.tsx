import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

it('counts the running jobs beside their section, and disappears when they are done', async () => {
  const stack = buildStack({ contacts: 1, jobSettings: { firstWait: 50, maxWait: 50 } })
  const fault = stack.mock.faults.add({ kind: 'status', status: 402, method: 'POST' })
  await openJobClient(stack).create({ kind: 'create', title: 'Import', rows: [{ name: 'Ada' }] })
  const { user } = await renderApp('/main/contacts', { stack })
  const section = await screen.findByRole('link', { name: /^Jobs\s?.*1 job is running: 0%/ })
  stack.mock.faults.remove(fault.id)
  await user.click(section)
  await screen.findByText('Done')
  await waitFor(() => expect(screen.queryByRole('link', { name: /is running/ })).toBeNull())
})

it('does not leave the list of jobs as it was before the last one was started', async () => {
  const stack = buildStack({ contacts: 1 })
  const client = openJobClient(stack)
  const first = await client.create({ kind: 'create', title: 'First', rows: [{ name: 'Ada' }] })
  const { user } = await renderApp(`/main/jobs/${first.id}`, { stack })
  await screen.findByText('Done')
  const sections = within(screen.getByRole('navigation', { name: 'Sections' }))
  await user.click(sections.getByRole('link', { name: /^Jobs/ }))
  await screen.findByText('First')
  await user.click(sections.getByRole('link', { name: 'Contacts' }))
  await client.create({ kind: 'create', title: 'Second', rows: [{ name: 'Bob' }] })
  await user.click(sections.getByRole('link', { name: /^Jobs/ }))
  expect(await screen.findByText('Second')).toBeDefined()
})
