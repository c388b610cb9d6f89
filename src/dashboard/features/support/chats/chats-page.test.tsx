import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildChatStack, chatUuid, documentedChat } from '#testing/chat-stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

async function open(tab: '' | 'link', language: 'en' | 'ru' = 'en') {
  const stack = buildChatStack()
  const app = await renderApp(`/main/chats${tab && `?tab=${tab}`}`, { stack, language })
  const paste = async (text: string, button: string) => {
    const box = await screen.findByRole('textbox')
    await app.user.clear(box)
    await app.user.click(box)
    await app.user.paste(text)
    await app.user.click(screen.getByRole('button', { name: button }))
  }
  return { ...app, holder: stack.holder, paste }
}
const cells = async (table: string) =>
  within(await screen.findByRole('group', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    )

describe('the chats of recent contacts', () => {
  it('are listed before anything is looked up, with the contacts that have them', async () => {
    const { paste } = await open('')
    const rows = await cells('Chats of recently updated contacts')
    // Ivy has a chat as well, but incoming leads are not in the list.
    expect(rows.map(([contact, , chat]) => [contact, chat])).toEqual([
      ['Anna Petrova11', chatUuid(1)],
    ])
    await paste('11', 'Find')
    expect(await cells('Results')).toHaveLength(1)
    expect(screen.queryByRole('group', { name: 'Chats of recently updated contacts' })).toBeNull()
  })

  it('say why they are missing, and can be asked for again', async () => {
    const stack = buildChatStack()
    stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/chats', times: 1 })
    const { user } = await renderApp('/main/chats', { stack })
    expect(
      await screen.findByText(
        /recently updated contacts could not be loaded. Only an administrator/,
      ),
    ).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await cells('Chats of recently updated contacts')).not.toEqual([])
  })
})

describe('the lookup', () => {
  it('recognizes a pasted phone and leads to the search for it', async () => {
    const { paste, router, user } = await open('')
    await paste('+7 916 555 01 01', 'Find')
    expect(screen.getByRole('alert').textContent).toContain('looks like a phone number')
    await user.click(screen.getByRole('link', { name: 'Find contacts by +7 916 555 01 01' }))
    await waitFor(() =>
      expect(router.state.location).toMatchObject({
        pathname: '/main/contacts',
        search: { search: '+7 916 555 01 01' },
      }),
    )
  })

  it('distinguishes chats without a contact and contacts without a chat', async () => {
    const { paste, user } = await open('')
    await paste(
      `${chatUuid(1)};${chatUuid(2).toUpperCase()}\n${documentedChat} 12, 99 oops`,
      'Find',
    )
    expect(await cells('Results')).toEqual([
      [chatUuid(1), 'Anna Petrova11', expect.stringMatching(/^Link \d+$/), 'Linked'],
      [chatUuid(2), 'Ivy13Incoming lead', expect.stringMatching(/^Link \d+$/), 'Linked'],
      [documentedChat, '', '', 'Unlinked chat'],
      ['', 'Ada Lovelace12', '', 'Contact without chats'],
      ['', 'Contact 99', '', 'Contact not found'],
    ])
    expect(screen.getByText('Neither a chat nor a contact: oops')).toBeDefined()
    await chooseOption(user, 'Show', 'Unlinked chat: 1')
    expect(await cells('Results')).toHaveLength(1)
  })

  it('requires input, and reports failures', async () => {
    const { paste, mock, user } = await open('')
    await screen.findByRole('group', { name: 'Chats of recently updated contacts' })
    await paste('nothing here', 'Find')
    expect(await screen.findByText(/Paste at least one/)).toBeDefined()
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/chats', times: 1 })
    await paste('11', 'Find')
    expect(
      await screen.findByText(/^Only an administrator of the account can see and move chats\.$/),
    ).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await cells('Results')).toHaveLength(1)
  })

  it('is not found for a source without chats', async () => {
    await renderApp('/legacy/chats', { stack: buildChatStack() })
    expect(await screen.findByRole('heading', { name: /not|no such/i })).toBeDefined()
  })
})

describe('links in bulk', () => {
  it('are previewed, run as a job, reported row by row and undone', async () => {
    const { paste, holder, user } = await open('link')
    await paste(
      [
        'chat_id,contact_id',
        `${documentedChat},3102959`,
        `${chatUuid(1)};12`,
        `${chatUuid(2)}\t13`,
        `${chatUuid(1)},11`,
        'oops,1',
        `${chatUuid(9)},999`,
      ].join('\n'),
      'Preview',
    )
    expect((await cells('What will happen')).map((row) => row.at(-1))).toEqual([
      'Link',
      'Move from Anna Petrova11',
      'Already linked here',
      'Line 3 links this chat to another contact',
      'Not a chat UUID',
      'Contact not found',
    ])
    await user.click(screen.getByRole('button', { name: 'Link 2 chats, including moves: 1' }))
    expect(await screen.findByText('Done: 2 of 2')).toBeDefined()
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Job' }))
    await waitFor(async () =>
      expect((await cells('Rows of the job')).map((row) => row[2])).toEqual(['Done', 'Done']),
    )
    expect([holder(documentedChat), holder(chatUuid(1))]).toEqual([3102959, 12])

    await user.click(screen.getByRole('button', { name: 'Move the chats back' }))
    await waitFor(() => expect(holder(chatUuid(1))).toBe(11))
    await waitFor(async () =>
      expect((await cells('Rows of the job')).map((row) => row[2])).toEqual([
        'InvalidChat: The chat had no contact before: it can be moved, but not unlinked.',
        'Done',
      ]),
    )
    expect(holder(documentedChat)).toBe(3102959)
    expect(screen.getByText('Done with failures: 1 of 2')).toBeDefined()
    const link = screen.getByRole('link', { name: 'Open in Jobs' })
    expect(link.getAttribute('href')).toMatch(/^\/main\/jobs\/./)
  })

  it('leave out moves on request', async () => {
    const { paste, holder, user } = await open('link')
    await paste(`${documentedChat},12\n${chatUuid(1)},12`, 'Preview')
    await user.click(await screen.findByRole('checkbox', { name: /Move from other contacts/ }))
    await user.click(screen.getByRole('button', { name: 'Link 1 chat' }))
    expect(await screen.findByText('Done: 1 of 1')).toBeDefined()
    expect([holder(documentedChat), holder(chatUuid(1))]).toEqual([12, 11])
  })

  it('are taken from a file, in Russian', async () => {
    const { user } = await open('link', 'ru')
    const file = new File([`\uFEFF"${chatUuid(1)}";"12"\r\n`], 'chats.csv', { type: 'text/csv' })
    await user.upload(await screen.findByLabelText('Загрузить из файла'), file)
    expect((await cells('Что произойдёт')).map((row) => row.at(-1))).toEqual([
      'Перенести от Anna Petrova11',
    ])
    expect(
      screen.getByRole('button', { name: 'Привязать 1 беседу, из них переносов: 1' }),
    ).toBeDefined()
  })

  it('of a thousand lines are looked up in a few requests', async () => {
    const { paste, mock } = await open('link')
    const lines = Array.from(
      { length: 1000 },
      (_, index) => `${chatUuid(index + 100)},${index % 2 ? 11 : 12}`,
    )
    mock.received.clear()
    await paste(lines.join('\n'), 'Preview')
    expect(await screen.findByRole('button', { name: /^Link 1,000 chats/ })).toBeDefined()
    expect(screen.getByText('Showing the first 500 of 1,000.')).toBeDefined()
    expect(mock.received.all().length).toBeLessThan(20)
  })
})
