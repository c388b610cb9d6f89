import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const unpaid = { kind: 'status', status: 402, method: 'POST' } as const
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${index + 1}` }))

function open(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  return { stack, jobClient: openJobClient(stack) }
}

const list = () => screen.findByRole('list', { name: 'Bulk changes' })

describe('the list of jobs', () => {
  it('explains an empty list', async () => {
    await renderApp('/main/jobs', open())
    expect(await screen.findByText('No bulk changes yet')).toBeDefined()
    expect(document.title).toBe('Jobs · Main · Kartoteka')
  })

  it('has the newest first, page by page', async () => {
    const { stack, jobClient } = open()
    for (let index = 1; index <= 21; index++)
      await jobClient.run({ kind: 'create', title: `Import ${index}`, rows: people(1) })
    const { user } = await renderApp('/main/jobs', { stack })
    const links = within(await list()).getAllByRole('link')
    expect(links.map((link) => link.textContent).slice(0, 2)).toEqual(['Import 21', 'Import 20'])
    expect(links).toHaveLength(20)
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await screen.findByText('Page 2')
    await waitFor(async () =>
      expect(
        within(await list())
          .getAllByRole('link')
          .map((link) => link.textContent),
      ).toEqual(['Import 1']),
    )
  })

  it('follows running jobs to their end, and shows why one waits', async () => {
    const { stack, jobClient } = open({ jobSettings: { firstWait: 50, maxWait: 50 } })
    const fault = stack.mock.faults.add(unpaid)
    await jobClient.create({ kind: 'create', title: 'Import', rows: people(3) })
    await renderApp('/main/jobs', { stack })
    const [entry] = within(await list()).getAllByRole('listitem')
    await within(entry!).findByText(/The account is not paid. Once it is, the job/)
    stack.mock.faults.remove(fault.id)
    expect(await within(entry!).findByText('Done')).toBeDefined()
    expect(within(entry!).getByText('Created: 3')).toBeDefined()
    // Who requested it is left out where users do not sign in.
    expect(within(entry!).getByText('New contacts · 3 rows')).toBeDefined()
    expect(within(entry!).getByText(/^in \d+ (sec|min)$/)).toBeDefined()
  })

  it('holds a job that was started meanwhile until it is asked for', async () => {
    const { stack, jobClient } = open({ jobSettings: { firstWait: 50, maxWait: 50 } })
    const fault = stack.mock.faults.add(unpaid)
    await jobClient.create({ kind: 'create', title: 'First', rows: people(1) })
    const { user } = await renderApp('/main/jobs', { stack })
    await screen.findByText(/The account is not paid. Once it is, the job/)
    await jobClient.create({ kind: 'create', title: 'Second', rows: people(1) })
    stack.mock.faults.remove(fault.id)
    const show = await screen.findByRole('button', { name: 'Show 1 new job' })
    const titles = async () =>
      within(await list())
        .getAllByRole('link')
        .map((link) => link.textContent)
    expect(await titles()).toEqual(['First'])
    await user.click(show)
    expect(await titles()).toEqual(['Second', 'First'])
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull()
  })

  it('lists a job at once that was started since an earlier visit', async () => {
    const { stack, jobClient } = open()
    await jobClient.run({ kind: 'create', title: 'First', rows: people(1) })
    const { user } = await renderApp('/main/jobs', { stack })
    await list()
    await user.click(screen.getByRole('link', { name: 'Contacts' }))
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Bulk changes' })).toBeNull())
    await jobClient.run({ kind: 'create', title: 'Second', rows: people(1) })
    // Its badge counts those that are running.
    await user.click(await screen.findByRole('link', { name: 'Jobs' }))
    const [first] = within(await list()).getAllByRole('link')
    expect(first?.textContent).toBe('Second')
  })

  it('shows a failure and retries on request', async () => {
    const { stack } = open()
    const passed = stack.fetch
    stack.fetch = (input, init) =>
      String(input instanceof Request ? input.url : input).includes('/jobs')
        ? Promise.reject(new TypeError('fetch failed'))
        : passed(input, init)
    const { user } = await renderApp('/main/jobs', { stack })
    expect(await screen.findByText('No connection to Kartoteka')).toBeDefined()
    stack.fetch = passed
    globalThis.fetch = passed
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByText('No bulk changes yet')).toBeDefined()
  })

  it('speaks Russian', async () => {
    const { stack, jobClient } = open()
    await jobClient.run({ kind: 'create', rows: people(2) })
    await renderApp('/main/jobs', { stack, language: 'ru' })
    const shown = within(await screen.findByRole('list', { name: 'Массовые изменения' }))
    expect(shown.getByText('Готово')).toBeDefined()
    expect(shown.getByText('Созданы: 2')).toBeDefined()
    expect(shown.getByRole('link', { name: 'Новые контакты' })).toBeDefined()
  })
})
