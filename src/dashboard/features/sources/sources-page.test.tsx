import { screen, within } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

function build(options: Parameters<typeof buildStack>[0] = {}): Stack {
  const stack = buildStack({ contacts: 120, ...options })
  onTestFinished(() => stack.sources.main.close())
  stack.sources.main.mirror?.begin()
  return stack
}

const cardOf = async (name: string) =>
  within(await screen.findByRole('region', { name: new RegExp(`^${name} `) }))

it('is reached from every page, and names each source, its kind and its connection', async () => {
  const { user } = await renderApp('/main/jobs', { stack: build() })
  const sections = within(await screen.findByRole('navigation', { name: 'Sections' }))
  await user.click(await sections.findByRole('link', { name: 'Sources' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Sources' })).toBeDefined()
  for (const name of ['Main', 'Legacy', 'Bots'])
    expect(await (await cardOf(name)).findByText('Connected')).toBeDefined()
  expect((await cardOf('Bots')).getByText(/Sources of this kind have no local copy/)).toBeDefined()
  // The sections of the source that was open remain.
  expect(screen.getByRole('link', { name: 'Contacts' })).toHaveProperty(
    'href',
    expect.stringContaining('/main/contacts'),
  )
})

it('says what a copy takes before it is turned on, and shows it once it is complete', async () => {
  const { user } = await renderApp('/sources', { stack: build() })
  const card = await cardOf('Main')
  await user.click(await card.findByRole('button', { name: 'Turn on…' }))
  const dialog = within(screen.getByRole('dialog', { name: 'Local copy of Main' }))
  expect(dialog.getByText(/Names, phones, e-mails/)).toBeDefined()
  expect(await dialog.findByText(/^About \d+ kB for roughly 1\d\d contacts/)).toBeDefined()
  expect(dialog.getByText(/^2 to 3, with a few hundred contacts each/)).toBeDefined()
  await user.click(dialog.getByRole('button', { name: 'Agree and turn on' }))
  expect(await card.findByText('Complete and up to date', {}, { timeout: 20_000 })).toBeDefined()
  expect(card.getByText('Contacts').nextSibling?.textContent).toMatch(/^1\d\d$/)
  expect(card.getByRole('table', { name: 'Requests per day' })).toBeDefined()
  // What only a complete copy can do is offered at once.
  await user.click(screen.getByRole('link', { name: 'Contacts' }))
  expect(await screen.findByText(/^1–50 of 1\d\d$/)).toBeDefined()
})

it('pauses and resumes, and asks before it erases', async () => {
  const { user } = await renderApp('/sources', { stack: build({ mirror: true }) })
  const card = await cardOf('Main')
  expect(await card.findByText('Complete and up to date', {}, { timeout: 20_000 })).toBeDefined()
  await user.click(card.getByRole('button', { name: 'Pause' }))
  expect(await card.findByText('Paused')).toBeDefined()
  await user.click(await card.findByRole('button', { name: 'Resume' }))
  expect(await card.findByText('Complete and up to date')).toBeDefined()
  await user.click(card.getByRole('button', { name: 'Full scan' }))
  expect(await card.findByText(/found no difference/, {}, { timeout: 20_000 })).toBeDefined()

  await user.click(card.getByRole('button', { name: 'Erase' }))
  const question = within(screen.getByRole('alertdialog', { name: /Erase the local copy/ }))
  expect(question.getByText(/Backups and archived logs stay/)).toBeDefined()
  await user.click(question.getByRole('button', { name: 'Keep it' }))
  expect(card.getByText('Complete and up to date')).toBeDefined()
  await user.click(card.getByRole('button', { name: 'Erase' }))
  await user.click(screen.getByRole('button', { name: 'Erase the copy' }))
  expect(await card.findByText('No copy')).toBeDefined()
})

it('has a place for the times of chats and of their states before they were read', async () => {
  const stack = build({ mirrorSettings: { interval: 100, watchedInterval: 100 } })
  const payload = { kind: 'status', status: 500, path: '/api/v4/talks*' }
  await stack.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload })
  await stack.sources.main.mirror?.turnOn()
  await renderApp('/sources', { stack })
  const card = await cardOf('Main')
  expect(await card.findByText('Complete and up to date', {}, { timeout: 20_000 })).toBeDefined()
  const shown = (name: string) => card.getByText(name).nextSibling?.textContent
  await expect.poll(() => shown('Chats read')).not.toBe('Not yet')
  expect(shown('States of chats')).toBe('Not yet')
  await stack.mock.app.inject({ method: 'DELETE', url: '/_mock/faults' })
  await expect.poll(() => shown('States of chats'), { timeout: 20_000 }).not.toBe('Not yet')
})

it('says why a source does not respond', async () => {
  const stack = build({ mirror: true })
  const payload = { kind: 'status', status: 502 }
  await stack.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload })
  await renderApp('/sources', { stack })
  const card = await cardOf('Main')
  expect(await card.findByText(/^Not connected · The source is not responding/)).toBeDefined()
})
