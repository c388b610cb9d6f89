import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

/** Contact 5 among others, whose leads and elements can be linked to it, and contact 6 with a lead. */
function stackWithThings() {
  const stack = buildStack({ contacts: 60 })
  const { store } = stack.mock
  store.addContact({ id: 5, name: 'Ada' })
  const first = { order: 'id', descending: false, offset: 0, limit: 1 } as const
  const [lead] = store.leads.list(first)
  const [element] = store.elements.list(first)
  if (!lead || !element) throw new Error('the seed lacks something')
  store.addContact({ id: 6, name: 'Grace', leads: [lead.id] })
  return { stack, lead, element }
}

const counts = async ({ proxy }: Stack) =>
  (await proxy.inject('/api/sources/main/contacts/5')).json<{
    counts: object
  }>()

it('links a lead by its id, unlinks it and links it again', async () => {
  const { stack, lead } = stackWithThings()
  const { user } = await renderApp('/main/contacts/5?open=leads', { stack })
  await user.click(await screen.findByRole('button', { name: 'Link a lead' }))
  await user.type(screen.getByRole('textbox', { name: 'Link a lead' }), 'the big one')
  await user.click(screen.getByRole('button', { name: 'Link' }))
  expect(screen.getAllByText(/Enter an ID, or a URL/)).toHaveLength(1)
  await user.clear(screen.getByRole('textbox', { name: 'Link a lead' }))
  await user.type(
    screen.getByRole('textbox', { name: 'Link a lead' }),
    `https://demo.example/leads/detail/${lead.id}{Enter}`,
  )
  const list = within(await screen.findByRole('list', { name: 'Leads' }))
  expect(await list.findByText(lead.name)).toBeDefined()
  await user.click(await list.findByRole('button', { name: `Unlink ${lead.name}` }))
  expect(screen.queryByRole('list', { name: 'Leads' })).toBeNull()
  await waitFor(async () => expect(await counts(stack)).toMatchObject({ counts: { leads: 0 } }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('list', { name: 'Leads' })).toBeDefined()
})

it('links a list element with its quantity', async () => {
  const { stack, element } = stackWithThings()
  const { user } = await renderApp('/main/contacts/5?open=catalogElements', { stack })
  await user.click(await screen.findByRole('button', { name: 'Link a list element' }))
  const place = screen.getByRole('textbox', { name: 'Link a list element' })
  await user.type(place, `${element.catalog_id}/${element.id}`)
  await user.clear(screen.getByRole('textbox', { name: 'Quantity' }))
  await user.type(screen.getByRole('textbox', { name: 'Quantity' }), '2,5')
  await user.click(screen.getByRole('button', { name: 'Link' }))
  expect(await screen.findByText(/Quantity: 2\.5/)).toBeDefined()
})

it('reports an unknown id, and restores what the source did not unlink', async () => {
  const { stack, lead } = stackWithThings()
  const { user } = await renderApp('/main/contacts/6?open=customers,leads', { stack })
  await user.click(await screen.findByRole('button', { name: 'Link a customer' }))
  await user.type(screen.getByRole('textbox', { name: 'Link a customer' }), '424242{Enter}')
  expect(await screen.findAllByText(/did not link it: the ID does not exist/)).not.toEqual([])
  stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/unlink' })
  await user.click(await screen.findByRole('button', { name: `Unlink ${lead.name}` }))
  expect((await screen.findByRole('alert')).textContent).toContain('does not allow')
  expect(await screen.findByRole('button', { name: `Unlink ${lead.name}` })).toBeDefined()
  expect(stack.mock.store.links.get(6, 'leads', lead.id)).toBeDefined()
})

it.each([
  { language: 'en', words: /may have been saved/, name: 'Open in Main' },
  { language: 'ru', words: /могло сохраниться/, name: 'Открыть в Main' },
] as const)(
  'links to the contact at the source if the response to a link was lost: $name',
  async ({ language, words, name }) => {
    const { stack, lead } = stackWithThings()
    const { user } = await renderApp('/main/contacts/6?open=leads', { stack, language })
    const unlink = language === 'en' ? 'Unlink' : 'Отвязать'
    const button = await screen.findByRole('button', {
      name: new RegExp(`^${unlink}.*${lead.name}`),
    })
    stack.mock.faults.add({ kind: 'cut', path: '/api/v4/contacts/unlink', times: 1 })
    await user.click(button)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(words)
    const link = within(alert).getByRole('link', { name: new RegExp(`^${name}`) })
    expect(link.getAttribute('href')).toBe('https://demo.example/contacts/detail/6')
  },
)

it('sets a status of at most 64 characters and explains that it cannot be read back', async () => {
  const stack = buildStack()
  const { user, id } = await openBotContact(stack)
  const status = await screen.findByRole('textbox', { name: 'New status' })
  expect(screen.getByText(/cannot be read back/)).toBeDefined()
  await user.type(status, 'я'.repeat(65))
  expect(status.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByRole('button', { name: 'Set' }).getAttribute('aria-disabled')).toBe('true')
  await user.type(status, '{Backspace}')
  await user.click(screen.getByRole('button', { name: 'Set' }))
  expect(await screen.findByText(/^Status set: я{64}$/)).toBeDefined()
  expect(stack.mock.store.botContacts.get(id)?.ysell_status).toBe('я'.repeat(64))
})

it('links to the page of a bot contact if the response to a new status was lost', async () => {
  const stack = buildStack()
  const { user, id } = await openBotContact(stack)
  stack.mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  await user.type(await screen.findByRole('textbox', { name: 'New status' }), 'paid{Enter}')
  expect(await screen.findByText(/may have been saved/)).toBeDefined()
  const link = screen.getByRole('link', { name: /^Open contact/ })
  expect(link.getAttribute('href')).toBe(`/bots/contacts/${id}`)
})

/** The history shows values of before as well. */
const besideHistory = { ignore: 'ins, del' }

it('adds, changes and deletes a variable, with undo', async () => {
  const stack = buildStack()
  const { user } = await openBotContact(stack)
  await user.click(await screen.findByRole('button', { name: 'Add a variable' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByText('Enter a name.')).toBeDefined()
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'city')
  await user.type(screen.getByRole('textbox', { name: 'Value' }), 'Oslo{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Edit variable city' }))
  await user.clear(screen.getByRole('textbox', { name: 'Value' }))
  await user.type(screen.getByRole('textbox', { name: 'Value' }), 'Bergen{Enter}')
  expect(await screen.findByText('Bergen', besideHistory)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Delete variable city' }))
  expect(screen.queryByText('Bergen', besideHistory)).toBeNull()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('Bergen', besideHistory)).toBeDefined()
})

async function openBotContact(stack: Stack) {
  const answer = await stack.proxy.inject('/api/sources/bots/contacts?size=50')
  const id = answer.json<{ items: { id: number }[] }>().items[0]?.id ?? 0
  const app = await renderApp(`/bots/contacts/${id}`, { stack })
  await screen.findByRole('heading', { level: 1 })
  return { ...app, id }
}
