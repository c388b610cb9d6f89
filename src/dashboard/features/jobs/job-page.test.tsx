import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { companyParts } from '#testing/entity-parts.ts'
import { openJobs, people } from '#testing/job-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { companyValue, setText } from '#testing/values.ts'

const unpaid = { kind: 'status', status: 402, method: 'POST' } as const
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Rows of the job' }))
    .getAllByRole('row')
    .slice(1)

describe('a job', () => {
  it('shows what was not saved of a contact, and undoes what was', async () => {
    const { stack, jobClient } = openJobs()
    const { store, faults } = stack.mock
    for (const id of [7, 8]) store.companies.save({ id, name: `Company ${id}`, ...companyParts })
    store.addContact({ id: 5, name: 'Ada', company_id: 7 })
    faults.add({ kind: 'status', status: 400, path: '/api/v4/contacts/link', times: 1 })
    const changes = [setText('name', 'Ada King'), { attribute: 'company', set: companyValue(8) }]
    const { job } = await jobClient.run({ kind: 'edit', title: 'Move', ids: [5], changes })
    const { user } = await renderApp(`/main/jobs/${job.id}`, { stack })
    const [row] = await rows()
    expect(row?.textContent).toMatch(/changedName: Ada → Ada KingCompany: Rejected by the source/)
    expect(store.contact(5)).toMatchObject({ name: 'Ada King', company_id: 7 })
    await user.click(screen.getByRole('button', { name: /^Undo/ }))
    expect(await screen.findByText('will be restored')).toBeDefined()
    await user.click(await screen.findByRole('button', { name: /^Undo \d/ }))
    await waitFor(() => expect(store.contact(5)).toMatchObject({ name: 'Ada', company_id: 7 }))
  })

  it('shows that a contact was created without its company', async () => {
    const { stack, jobClient } = openJobs()
    stack.mock.store.companies.save({ id: 8, name: 'Company 8', ...companyParts })
    stack.mock.faults.add({ kind: 'status', status: 400, path: '/api/v4/contacts/link' })
    const changes = [setText('name', 'Eve'), { attribute: 'company', set: companyValue(8) }]
    const { job } = await jobClient.run({ kind: 'create', title: 'Import', rows: [{ changes }] })
    await renderApp(`/main/jobs/${job.id}`, { stack })
    const [row] = await rows()
    expect(row?.textContent).toMatch(/^1EvecreatedCompany: Rejected by the source/)
  })

  it('that does not exist is reported as not found', async () => {
    await renderApp('/main/jobs/11111111-1111-4111-8111-111111111111', openJobs())
    expect(await screen.findByText('Job not found')).toBeDefined()
  })

  it('shows its rows with reasons and links to contacts, and filters them', async () => {
    const { stack, jobClient } = openJobs()
    stack.mock.faults.add({ kind: 'poison', text: 'Ada 2', times: 12 })
    const { job } = await jobClient.run({ kind: 'create', title: 'Import', rows: people(3) })
    const { user, router } = await renderApp(`/main/jobs/${job.id}`, { stack })
    expect((await rows()).map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^1Ada 1created/),
      expect.stringMatching(/^2Ada 2rejectedRejected by the source/),
      expect.stringMatching(/^3Ada 3created/),
    ])
    const head = screen.getByRole('heading', { level: 1 }).closest('header')!
    expect(within(head).getByRole('status').textContent).toBe('Done with failures')
    expect(within(head).getByRole('button', { name: 'Undo changes…' })).toBeDefined()
    expect(screen.queryByRole('progressbar')).toBeNull()
    const csv = screen.getByRole('link', { name: 'Download failed rows (CSV)' })
    expect(csv.getAttribute('href')).toBe(`/api/sources/main/jobs/${job.id}/failed.csv`)
    await user.click(screen.getByRole('link', { name: /^Rejected 1/ }))
    await waitFor(async () => expect(await rows()).toHaveLength(1))
    expect(router.state.location.search).toMatchObject({ outcome: 'rejected' })
    await user.click(screen.getByRole('link', { name: /^All 3/ }))
    await waitFor(async () => expect(await rows()).toHaveLength(3))
    await user.click(screen.getByRole('link', { name: 'Ada 1' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada 1' })).toBeDefined()
  })

  it('is stopped while it waits', async () => {
    const { stack, jobClient } = openJobs({ jobSettings: { firstWait: 60_000, maxWait: 60_000 } })
    stack.mock.faults.add(unpaid)
    const { id } = await jobClient.create({ kind: 'create', title: 'Import', rows: people(120) })
    const { user } = await renderApp(`/main/jobs/${id}`, { stack })
    await screen.findByText(/continues automatically. Next attempt at/)
    expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('0 of 120')
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(await screen.findByText('Stopped')).toBeDefined()
    expect(await screen.findByRole('link', { name: /^Not started 120/ })).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
  })

  it('retries failed rows as a job that links back', async () => {
    const { stack, jobClient } = openJobs()
    const fault = stack.mock.faults.add({ kind: 'poison', text: 'Ada 2' })
    const { job } = await jobClient.run({ kind: 'create', title: 'Import', rows: people(3) })
    stack.mock.faults.remove(fault.id)
    const { user } = await renderApp(`/main/jobs/${job.id}`, { stack })
    await user.click(await screen.findByRole('button', { name: 'Retry failed rows…' }))
    await user.click(screen.getByRole('button', { name: 'Retry 1 row' }))
    const back = await screen.findByRole('link', { name: 'Retry of “Import”' })
    expect(await screen.findByText('Done')).toBeDefined()
    await waitFor(async () => expect((await rows())[0]?.textContent).toMatch(/^2Ada 2created/))
    await user.click(back)
    expect(await screen.findByRole('link', { name: 'Retry: Done' })).toBeDefined()
    await user.click(await screen.findByRole('button', { name: 'Retry failed rows…' }))
    await user.click(screen.getByRole('button', { name: 'Retry 1 row' }))
    expect(await screen.findByText(/Another job has already retried these rows/)).toBeDefined()
  })

  it('explains that unknown rows are checked before they are resent', async () => {
    const { stack, jobClient } = openJobs({ jobSettings: { firstWait: 60_000, maxWait: 60_000 } })
    stack.mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
    const { id } = await jobClient.create({ kind: 'create', rows: people(3) })
    await expect.poll(() => stack.mock.store.countContacts(), { interval: 1 }).toBe(3)
    stack.mock.faults.add({ kind: 'status', status: 402, method: 'GET', path: '/api/v4/contacts' })
    await jobClient.ask('POST', `/${id}/cancel`)
    await jobClient.waitForEnd(id)
    stack.mock.faults.clear()
    const { user } = await renderApp(`/main/jobs/${id}?panel=retry`, { stack })
    const box = await screen.findByRole('checkbox', { name: /^May have been saved/ })
    expect(
      (await screen.findAllByText('The response was lost: this may have been saved.')).length,
    ).toBe(3)
    const find = screen.getByRole('link', { name: 'Find “Ada 2” in contacts' })
    expect(find.getAttribute('href')).toBe('/main/contacts?search=Ada+2')
    expect(box.getAttribute('aria-describedby')).toBeTruthy()
    expect(screen.getByText(/The source is searched first/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Retry 3 rows' }))
    expect(await screen.findByRole('link', { name: /^Created 3/ })).toBeDefined()
    expect(stack.mock.store.countContacts()).toBe(3)
  })

  it('shows what becomes of its rows as it is told, also of the last ones', async () => {
    const { stack, jobClient } = openJobs({ jobSettings: { firstWait: 60_000, maxWait: 60_000 } })
    stack.mock.faults.add(unpaid)
    const { id } = await jobClient.create({ kind: 'create', title: 'Import', rows: people(2) })
    await renderApp(`/main/jobs/${id}`, { stack })
    await screen.findByText(/continues automatically/)
    expect((await rows())[0]?.textContent).not.toContain('Stopped before it was sent.')
    await jobClient.ask('POST', `/${id}/cancel`)
    expect(await screen.findAllByText('Stopped before it was sent.')).toHaveLength(2)
  })

  it('reports a lost connection, reconnects and continues', async () => {
    const { stack, jobClient } = openJobs({ jobSettings: { firstWait: 60_000, maxWait: 60_000 } })
    const fault = stack.mock.faults.add(unpaid)
    const { id } = await jobClient.create({ kind: 'create', title: 'Import', rows: people(3) })
    const passed = stack.fetch
    let asked = 0
    let isDown = false
    const seen: (string | null)[] = []
    stack.fetch = async (input, init) => {
      const url = String(input instanceof Request ? input.url : input)
      const isStream = url.endsWith('/events')
      if (isStream) {
        asked += 1
        seen.push(new Headers(init?.headers).get('last-event-id'))
        if (asked === 1) {
          const signal = AbortSignal.timeout(300)
          signal.addEventListener('abort', () => (isDown = true))
          return passed(input, { ...init, signal })
        }
        isDown = asked === 2
      }
      if (isDown) throw new TypeError('fetch failed')
      return passed(input, init)
    }
    await renderApp(`/main/jobs/${id}`, { stack })
    await screen.findByText(/continues automatically/)
    expect(await screen.findByText(/Connection lost. The job keeps running/)).toBeDefined()
    stack.mock.faults.remove(fault.id)
    await jobClient.ask('POST', `/${id}/cancel`)
    expect(await screen.findByText('Stopped')).toBeDefined()
    expect(screen.queryByText(/Connection lost/)).toBeNull()
    expect(asked).toBe(3)
    expect(seen[2]).toMatch(/\.\d+$/)
  })

  it('estimates the remaining time only from observed progress', async () => {
    const { stack, jobClient } = openJobs({ jobSettings: { chunk: 10, parallel: 1 } })
    stack.mock.faults.add({ kind: 'latency', ms: 300, method: 'POST' })
    const { id } = await jobClient.create({ kind: 'create', title: 'Import', rows: people(200) })
    await renderApp(`/main/jobs/${id}`, { stack })
    const bar = await screen.findByRole('progressbar', { name: 'Progress of “Import”' })
    expect(bar.getAttribute('aria-valuetext')).toMatch(/^\d+ of 200$/)
    await waitFor(() =>
      expect(bar.getAttribute('aria-valuetext')).toMatch(/^\d+ of 200, about \d+ sec left$/),
    )
    await jobClient.ask('POST', `/${id}/cancel`)
    expect(await screen.findByText('Stopped')).toBeDefined()
  })

  it('has its title in the user’s language, whoever started it, and so has its undo', async () => {
    const { stack, jobClient } = openJobs()
    const { rows } = await jobClient.run({ kind: 'create', rows: people(1) })
    const id = rows[0]?.contactId ?? 0
    const attributes = [
      { key: 'responsible', name: 'Responsible' },
      { key: 'field:4396817', name: 'Должность' },
    ]
    const { job } = await jobClient.run({
      kind: 'edit',
      subject: { code: 'edit', attributes },
      rows: [{ id, changes: [setText('name', 'Eve')] }],
    })
    expect(job).toMatchObject({ title: null, subject: { code: 'edit', attributes } })
    const { job: undo } = await jobClient.undo(job.id)
    const ru = await renderApp(`/main/jobs/${undo.id}`, { stack, language: 'ru' })
    expect(
      await screen.findByRole('heading', { name: 'Отмена: Изменение: Ответственный, Должность' }),
    ).toBeDefined()
    ru.unmount()
    await renderApp(`/main/jobs/${undo.id}`, { stack })
    expect(
      await screen.findByRole('heading', { name: 'Undo: Edit: Responsible, Position' }),
    ).toBeDefined()
  })

  it('says in its title what was written to how many, and how many values were kept', async () => {
    const { stack, jobClient } = openJobs()
    const { rows } = await jobClient.run({ kind: 'create', rows: people(2) })
    const subject = {
      code: 'edit',
      attributes: [
        {
          key: 'responsible',
          name: 'Responsible',
          edit: { operation: 'set', value: { kind: 'user', id: 5, name: 'Marina Zimina' } },
        },
        {
          key: 'tags',
          name: 'Tags',
          edit: {
            operation: 'add',
            value: { kind: 'tags', items: [{ id: null, name: 'call back' }] },
            further: 2,
          },
        },
        { key: 'emails', name: 'Email', edit: { operation: 'clear' } },
      ],
      warned: 2,
    } as const
    const { job } = await jobClient.run({
      kind: 'edit',
      subject,
      rows: rows.map(({ contactId }) => ({
        id: contactId ?? 0,
        changes: [setText('name', 'Eve')],
      })),
    })
    expect(job.subject).toEqual(subject)
    const { job: undo } = await jobClient.undo(job.id)
    const ru = await renderApp(`/main/jobs/${job.id}`, { stack, language: 'ru' })
    await screen.findByRole('heading', {
      name: 'Ответственный → Marina Zimina; + теги call back, +2; E-mail → пусто · 2',
    })
    expect(screen.getByText('2 значения выглядели неверными, их оставили как ввели.')).toBeDefined()
    ru.unmount()
    await renderApp(`/main/jobs/${undo.id}`, { stack })
    await screen.findByRole('heading', {
      name: 'Undo: Responsible → Marina Zimina; + tags call back, +2; Email → empty · 2',
    })
    expect(screen.queryByText(/looked wrong/)).toBe(null)
  })

  it('keeps the title given by another user, even one that looks like a subject', async () => {
    const { stack, jobClient } = openJobs()
    for (const title of ['{"subject":1}', '{"subject":', 'Import']) {
      const { job } = await jobClient.run({ kind: 'create', title, rows: people(1) })
      expect(job).toMatchObject({ title, subject: null })
    }
    expect(stack.mock.store.countContacts()).toBe(3)
  })
})
