import { screen, waitFor } from '@testing-library/react'
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
