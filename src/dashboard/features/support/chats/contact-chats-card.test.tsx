import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TalkChange } from '#mock/store/talk-table.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildChatStack, chatUuid, documentedChat } from '#testing/chat-stack.ts'

async function openChats(id: number, language: 'en' | 'ru' = 'en') {
  const stack = buildChatStack()
  const app = await renderApp(`/main/contacts/${id}`, { stack, language })
  await app.user.click(
    await screen.findByRole('button', {
      name: language === 'en' ? /^Chats of the contact/ : /^Беседы контакта/,
    }),
  )
  const paste = async (chat: string) => {
    const box = await screen.findByRole('textbox', {
      name: language === 'en' ? 'Link a chat by its UUID' : 'Привязать беседу по UUID',
    })
    await app.user.clear(box)
    await app.user.type(box, `${chat}{Enter}`)
  }
  return { ...app, holder: stack.holder, paste }
}
/** Anna with two talks in chat 1, the later one missed, and one in a channel of another integration. */
function talkStack(change: TalkChange) {
  const stack = buildChatStack()
  const { talks, chats } = stack.mock.store
  const foreign = chatUuid(9)
  chats.add({ chat_id: foreign, contact_id: 11, channel: 'other', is_foreign: 1 })
  const added = {
    created_at: 1_780_000_000,
    updated_at: 1_780_000_000,
    rate: 0,
    entity_id: null,
    entity_type: null,
    status: 'closed',
    is_in_work: false,
    is_read: false,
    origin: 'telegram',
    source_id: null,
    missed_at: 1_790_000_000,
    chat_id: chatUuid(1),
  }
  talks.add({ ...added, origin: 'viber' })
  const { talk_id: id } = talks.add({ ...added, status: 'in_work', is_in_work: true })
  if (change.is_in_work === false) talks.change(id, { ...change, status: 'closed' }, 1_790_000_000)
  talks.add({ ...added, chat_id: foreign, origin: 'com.example.chat', status: 'archived' })
  return stack
}

async function openTalks(language: 'en' | 'ru', change: TalkChange = {}, status?: 403 | 500) {
  const stack = talkStack(change)
  if (status !== undefined)
    stack.mock.faults.add({ kind: 'status', status, path: '/api/v4/talks*' })
  localStorage.setItem('chats.open', 'yes')
  return renderApp('/main/contacts/11', { stack, language })
}

const shown = async () =>
  within(await screen.findByRole('list', { name: 'Chats of the contact' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent)

describe('the chats of a contact', () => {
  it('are shown with their links, and one of the seeds is linked by its UUID', async () => {
    const { paste, holder, user } = await openChats(3102959)
    expect(await screen.findByText('No chats in our channels.')).toBeDefined()
    await paste(documentedChat.toUpperCase())
    expect(await screen.findByText(/^Chat linked\. amoCRM cannot unlink it/)).toBeDefined()
    await waitFor(async () => expect((await shown())[0]).toContain(documentedChat))
    expect((await shown())[0]).toMatch(/Link \d+/)
    expect(holder(documentedChat)).toBe(3102959)
    await user.click(screen.getByRole('button', { name: `Copy chat ${documentedChat}` }))
    expect(await screen.findByText('Copied')).toBeDefined()
    expect(await navigator.clipboard.readText()).toBe(documentedChat)
    await paste(documentedChat)
    expect(await screen.findByText(/is already linked to this contact/)).toBeDefined()
  })

  it('of another contact move after confirmation, and back', async () => {
    const { paste, holder, user, router } = await openChats(12)
    await paste(chatUuid(1))
    const question = await screen.findByRole('group', { name: /^The chat belongs to Anna Petrova/ })
    expect(document.activeElement).toBe(question)
    expect(within(question).getByRole('link', { name: 'Anna Petrova' }).getAttribute('href')).toBe(
      '/main/contacts/11',
    )
    await user.click(within(question).getByRole('button', { name: 'Keep with Anna Petrova' }))
    expect(holder(chatUuid(1))).toBe(11)

    await paste(chatUuid(1))
    await user.click(await screen.findByRole('button', { name: 'Move chat to Ada Lovelace' }))
    expect(await screen.findByText('Chat moved from Anna Petrova.')).toBeDefined()
    await waitFor(async () => expect((await shown())[0]).toContain(chatUuid(1)))
    expect(holder(chatUuid(1))).toBe(12)
    // The other contact is shown correctly as well.
    await router.navigate({
      to: '/$source/contacts/$id',
      params: { source: 'main', id: '11' },
      search: { open: '' },
    })
    expect(await screen.findByRole('heading', { name: 'Anna Petrova' })).toBeDefined()
    expect(await screen.findByText('No chats in our channels.')).toBeDefined()
    await router.navigate({
      to: '/$source/contacts/$id',
      params: { source: 'main', id: '12' },
      search: { open: '' },
    })
    await waitFor(async () => expect((await shown())[0]).toContain(chatUuid(1)))
  })

  it('move back with one button', async () => {
    const { paste, holder, user } = await openChats(12)
    await paste(chatUuid(2))
    expect(await screen.findByText(/exists only inside an incoming lead/)).toBeDefined()
    await user.click(await screen.findByRole('button', { name: 'Move chat to Ada Lovelace' }))
    await user.click(await screen.findByRole('button', { name: 'Move back' }))
    expect(await screen.findByText('Chat moved back to Ivy.')).toBeDefined()
    expect(holder(chatUuid(2))).toBe(13)
  })

  it('ask again, with the new name, when the chat was moved meanwhile', async () => {
    const { paste, holder, user, mock } = await openChats(12)
    await paste(chatUuid(1))
    const move = await screen.findByRole('button', { name: 'Move chat to Ada Lovelace' })
    mock.store.chats.link(chatUuid(1), 13)
    await user.click(move)
    expect(await screen.findByRole('group', { name: /^The chat belongs to Ivy/ })).toBeDefined()
    expect(holder(chatUuid(1))).toBe(13)
  })

  it('are checked on the page of the contact if the response was lost', async () => {
    const { paste, mock } = await openChats(12)
    mock.faults.add({ kind: 'cut', path: '/api/v4/contacts/chats', method: 'POST', times: 1 })
    await paste(documentedChat)
    const note = await screen.findByText(/may have been saved/)
    const link = within(note).getByRole('link', { name: /^Contact 12/ })
    expect(link.getAttribute('href')).toBe('/main/contacts/12')
  })

  it('say their channels and states, also those of other integrations', async () => {
    const { mock } = await openTalks('en')
    const texts = await shown()
    expect(texts[0]).toMatch(/^TelegramIn workUnreadUnanswered since .*2026/)
    expect(texts[0]).toContain(chatUuid(1))
    expect(texts[1]).toMatch(/^com\.example\.chatarchived/)
    expect(texts[1]).toContain('Channel of another integration')
    expect(mock.faults.all()).toEqual([])
  })

  it('say in Russian which is closed', async () => {
    await openTalks('ru', { is_in_work: false })
    const list = await screen.findByRole('list', { name: 'Беседы контакта' })
    await waitFor(() => expect(list.textContent).toMatch(/TelegramЗакрыта/))
    expect(list.textContent).not.toMatch(/Не прочитана|Без ответа/)
  })

  it('are of unknown channels where the account shows no talks', async () => {
    await openTalks('en', {}, 403)
    await waitFor(async () => expect((await shown())[0]).toMatch(/^Channel unknown/))
    expect((await shown()).join()).not.toMatch(/work|Unread|No messages/i)
  })

  it('keep their UUIDs if the talks could not be read, and try again', async () => {
    const { mock, user } = await openTalks('en', {}, 500)
    expect(await screen.findByText(/^Channels and states of chats could not be read/)).toBeDefined()
    expect((await shown())[0]).toMatch(/^Channel unknown/)
    mock.faults.clear()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    await waitFor(async () => expect((await shown())[0]).toMatch(/^TelegramIn work/))
  })

  it('are in the panel beside the list as well', async () => {
    localStorage.setItem('chats.open', 'yes')
    await renderApp('/main/contacts?panel=11', { stack: talkStack({}) })
    const panel = await screen.findByRole('complementary', { name: 'Contact panel' })
    const list = await within(panel).findByRole('list', { name: 'Chats of the contact' })
    await waitFor(() => expect(list.textContent).toMatch(/TelegramIn work/))
  })

  it('report an invalid UUID, and the rule behind a rejection', async () => {
    const { paste, mock } = await openChats(12, 'ru')
    await paste('не UUID')
    expect(await screen.findByText('Это не UUID беседы')).toBeDefined()
    await paste(chatUuid(77))
    expect(await screen.findByText(/или её канал принадлежит другой интеграции/)).toBeDefined()
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/chats' })
    await paste(chatUuid(1))
    expect(await screen.findByText(/только администратор аккаунта/)).toBeDefined()
  })
})
