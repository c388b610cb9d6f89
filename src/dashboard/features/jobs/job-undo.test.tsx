import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildChatStack, chatUuid, documentedChat } from '#testing/chat-stack.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'
import { openJobClient } from '#testing/job-client.ts'
import { openJobs, people } from '#testing/job-screen.ts'
import { renderApp } from '#testing/render-app.tsx'

describe('the undo of a job', () => {
  it('shows the undo of chats in the user’s language, and what it would restore', async () => {
    const stack = buildChatStack()
    const jobClient = openJobClient(stack)
    const rows = [
      { chat: chatUuid(1), contact: 12 },
      { chat: documentedChat, contact: 12 },
    ]
    const { job } = await jobClient.run({ kind: 'chats', rows })
    await renderApp(`/main/jobs/${job.id}?panel=undo`, { stack, language: 'ru' })
    expect(await screen.findByText(/^1 контакт изменён: прежние значения вернутся/)).toBeDefined()
    expect(screen.getByText(/^1 контакт останется как есть/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Отменить 1 изменение' })).toBeDefined()
    const table = within(screen.getByRole('table', { name: 'Что изменится' }))
    expect(table.getAllByRole('row')[0]?.textContent).toMatch(/Ada Lovelace → Станет Anna Petrova/)
    expect(table.getByText(/До этого у беседы не было контакта/)).toBeDefined()
    expect(table.queryByText(/it belonged/)).toBeNull()
  })

  it('counts what the undo of a large job would restore, as it then does', async () => {
    const { stack, jobClient } = openJobs({})
    const { store } = stack.mock
    const ids = Array.from({ length: 300 }, (_, index) => index + 1)
    for (const id of ids) store.addContact({ id, name: `Ada ${id}` })
    const changes = [{ attribute: 'name', set: { kind: 'text', values: ['Grace'] } }]
    const { job } = await jobClient.run({ kind: 'edit', ids, changes })
    for (const id of [3, 290, 300]) {
      const contact = store.contact(id)
      if (contact) store.updateContact(contact, { name: 'Other' }, 504_142)
    }
    const { user } = await renderApp(`/main/jobs/${job.id}?panel=undo`, { stack })
    await user.click(await screen.findByRole('button', { name: 'Undo 297 changes' }))
    expect(await screen.findByRole('link', { name: /^Changed 297/ })).toBeDefined()
    expect(await screen.findByRole('link', { name: /^Changed by others 3/ })).toBeDefined()
  })

  it('promises no exact number if not all contacts could be read', async () => {
    const { stack, jobClient } = openJobs({})
    const { store, faults } = stack.mock
    const ids = Array.from({ length: 300 }, (_, index) => index + 1)
    for (const id of ids) store.addContact({ id, name: `Ada ${id}` })
    const changes = [{ attribute: 'name', set: { kind: 'text', values: ['Grace'] } }]
    const { job } = await jobClient.run({ kind: 'edit', ids, changes })
    const passed = stack.fetch
    stack.fetch = (input, init) => {
      const url = String(input instanceof Request ? input.url : input)
      if (url.includes('undo?page=2&size=250'))
        faults.add({ kind: 'status', status: 402, method: 'GET', path: '/api/v4/contacts' })
      return passed(input, init)
    }
    await renderApp(`/main/jobs/${job.id}?panel=undo`, { stack })
    expect(await screen.findByText(/exact number is not known/)).toBeDefined()
    expect(screen.getByText(/^Up to 300 contacts/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Undo up to 300 changes' })).toBeDefined()
  })

  it('offers the tag for created contacts in the user’s language', async () => {
    const { stack, jobClient } = openJobs()
    const { job } = await jobClient.run({ kind: 'create', rows: people(2) })
    await renderApp(`/main/jobs/${job.id}?panel=undo`, { stack, language: 'ru' })
    const tag = await screen.findByRole('combobox', { name: 'Тег' })
    expect(tag.textContent).toMatch(/^отменено \d{4}-\d\d-\d\d$/)
    expect(screen.getByRole('button', { name: 'Пометить 2 контакта' })).toBeDefined()
  })

  it('offers to tag created contacts, because they cannot be deleted', async () => {
    const { stack, jobClient } = openJobs()
    stack.mock.store.directory.tagNamed('VIP')
    const { job, rows } = await jobClient.run({ kind: 'create', rows: people(2), title: 'Import' })
    const { user } = await renderApp(`/main/jobs/${job.id}`, { stack })
    await user.click(await screen.findByRole('button', { name: 'Undo changes…' }))
    await screen.findByText('2 contacts were created: the source cannot delete them.')
    const tag = screen.getByRole('combobox', { name: 'Tag' })
    expect(tag.textContent).toMatch(/^undone \d{4}-\d\d-\d\d$/)
    await user.click(screen.getByRole('checkbox', { name: 'Tag the created contacts' }))
    expect(screen.getByRole('button', { name: 'Undo 0 changes' }).ariaDisabled).toBe('true')
    await user.click(screen.getByRole('checkbox', { name: 'Tag the created contacts' }))
    await chooseOption(user, tag, 'VIP')
    expect(tag.textContent).toBe('VIP')
    await typeOption(user, 'Tag', 'mistake{Enter}')
    await user.click(screen.getByRole('button', { name: 'Tag 2 contacts' }))
    await screen.findByRole('link', { name: 'Undo of “Import”' })
    expect(await screen.findByRole('link', { name: /^Changed 2/ })).toBeDefined()
    const ids = rows.map(({ contactId }) => contactId ?? 0)
    const tags = ids.map((id) => stack.mock.store.contact(id)?.tags.map(({ name }) => name))
    expect(tags).toEqual([['mistake'], ['mistake']])
  })
})
