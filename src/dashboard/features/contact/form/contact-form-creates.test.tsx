import { cleanup, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { enterText } from '#testing/enter-text.ts'
import { openForm, writesOf } from '#testing/form-screen.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { contactDrafts } from './contact-form-drafts.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'

const blank = '/main/contacts/new'
const create = () => screen.getByRole('button', { name: /^Create( Ctrl|Ctrl|⌘|$)/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
const named = (name: string) => screen.findByRole('heading', { level: 1, name })
const count = ({ mock }: Stack) => mock.store.countContacts()
const postsOf = (stack: Stack) => writesOf(stack).filter(({ method }) => method === 'POST')

/**
 * A stack in which the responses to the next creates are lost, although the creates are executed.
 */
function stackLosingAnswers(times: number) {
  const stack = buildStack({ contacts: 0 })
  let left = times
  const fetch: typeof stack.fetch = async (input, init) => {
    const response = await stack.fetch(input, init)
    if (init?.method !== 'POST' || left === 0) return response
    left -= 1
    throw new TypeError('Failed to fetch')
  }
  return { ...stack, fetch }
}

it('explains that saving again is safe after a lost response', async () => {
  const stack = stackLosingAnswers(2)
  const { user } = await openForm(blank, stack)
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  expect(
    await screen.findByText(/Click “Create” again: it will not be created twice/),
  ).toBeDefined()
  expect(screen.queryByText(/Check the network/)).toBeNull()
  await user.click(create())
  await waitFor(() => expect(create().textContent).toMatch(/^Create/))
  await user.click(create())
  expect(await named('Grace')).toBeDefined()
  expect(await screen.findByText(/sending it again did not create a second one/)).toBeDefined()
  expect(count(stack)).toBe(1)
  expect(contactDrafts.list('main', 'new')).toEqual([])
})

it('saves corrections after a lost response to the created contact', async () => {
  const stack = stackLosingAnswers(1)
  const { user } = await openForm(blank, stack)
  await enterText(user, box('Full name'), 'Grace')
  await enterText(user, box('Phones'), '+12025550100')
  await user.click(create())
  await screen.findByText(/Click “Create” again/)
  await enterText(user, box('Full name'), ' Hopper')
  await typeOption(user, 'Tags', 'navy{Enter}')
  await user.click(create())
  expect(await named('Grace Hopper')).toBeDefined()
  expect(count(stack)).toBe(1)
  const [contact] = postsOf(stack)
  expect(contact?.body).toMatchObject([{ name: 'Grace' }])
  expect(await screen.findByText('navy')).toBeDefined()
})

it('creates one contact if the database of the proxy becomes unavailable after the request', async () => {
  const stack = buildStack({ contacts: 0 })
  const problem = { code: 'state_unavailable', message: 'The database is away.' }
  let isAway = true
  const fetch: typeof stack.fetch = async (input, init) => {
    const response = await stack.fetch(input, init)
    if (init?.method !== 'POST' || !isAway) return response
    isAway = false
    return Response.json(problem, { status: 503 })
  }
  const { user } = await openForm(blank, { ...stack, fetch })
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  await screen.findByText(/cannot access its own database/)
  await enterText(user, box('Full name'), ' Hopper')
  await user.click(create())
  expect(await named('Grace Hopper')).toBeDefined()
  expect(count(stack)).toBe(1)
})

it('creates another contact for another identity of a bot, whatever the outcome of the first', async () => {
  const stack = stackLosingAnswers(1)
  const people = () => stack.mock.store.botContacts.count({ bots: [1, 2], offset: 0, limit: 9 })
  const { user } = await openForm('/bots/contacts/new', stack)
  await chooseOption(user, screen.getByLabelText('Bot'), 'Kartoteka Telegram')
  await chooseOption(user, screen.getByLabelText('Messenger'), 'Telegram')
  await enterText(user, box('Messenger ID'), '555001')
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  await screen.findByText(/Click “Create” again/)
  await user.type(box('Messenger ID'), '9')
  await user.click(create())
  expect(await named('Grace')).toBeDefined()
  expect(people()).toBe(2)
  expect(postsOf(stack).map(({ body }) => body)).toMatchObject([
    { telegram_id: 555_001 },
    { telegram_id: 5_550_019 },
  ])
  expect(screen.queryByText(/did not create a second one/)).toBeNull()
  expect(contactDrafts.list('bots', 'new')).toEqual([])
})

it('creates only one contact if a correction after a lost response is rejected', async () => {
  const stack = stackLosingAnswers(1)
  const { user } = await openForm(blank, stack)
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  await screen.findByText(/Click “Create” again/)
  await enterText(user, box('Full name'), ' Hopper')
  const fault = { code: 'TooLong', path_in_row: 'name', method: 'PATCH', times: 1 }
  stack.mock.faults.add({ kind: 'row-error', row: 0, ...fault })
  await user.click(create())
  await screen.findByText('Too long for the source.')
  await user.type(box('Full name'), '!')
  await user.click(create())
  expect(await named('Grace Hopper!')).toBeDefined()
  expect(count(stack)).toBe(1)
})

it('immediately finds a contact created without a response', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  const { user } = await openForm(blank, stack)
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  expect(await named('Grace')).toBeDefined()
  expect(count(stack)).toBe(1)
})

it('asks to save again if the source was unreachable, and creates one contact', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
  const { user } = await openForm(blank, stack)
  await enterText(user, box('Full name'), 'Grace')
  await user.click(create())
  expect(await screen.findByText(/Save again: it will not be done twice/)).toBeDefined()
  await user.click(create())
  expect(await named('Grace')).toBeDefined()
  expect(count(stack)).toBe(1)
})

it('repeats the same create from a restored draft', async () => {
  const stack = stackLosingAnswers(1)
  const first = await openForm(blank, stack)
  await enterText(first.user, box('Full name'), 'Grace')
  await first.user.click(create())
  await screen.findByText(/Click “Create” again/)
  cleanup() // the tab is closed
  const { user } = await openForm(blank, stack)
  await user.click(screen.getByRole('button', { name: 'Restore' }))
  expect(contactDrafts.list('main', 'new')).toHaveLength(1)
  await user.click(create())
  expect(await named('Grace')).toBeDefined()
  expect(count(stack)).toBe(1)
  expect(contactDrafts.list('main', 'new')).toEqual([])
})

it('shows a contact that may be the result, and creates another one only on request', async () => {
  const stack = buildStack({ contacts: 0 })
  const { store, faults } = stack.mock
  faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  // Another user changes the contact before it can be looked up.
  const add = store.createContact.bind(store)
  store.createContact = (edit, by) => {
    store.createContact = add
    return store.updateContact(add(edit, by), { name: 'Ada Lovelace' }, by)
  }
  const { user } = await openForm(blank, stack)
  await user.type(box('Full name'), 'Ada')
  await enterText(user, box('Phones'), '+12025550100')
  await user.click(create())
  const link = await screen.findByRole('link', { name: /^Open contact \d+/ })
  expect(stack.mock.store.contact(Number(link.getAttribute('href')?.split('/').at(-1)))?.name).toBe(
    'Ada Lovelace',
  )
  await user.click(create())
  await screen.findByRole('link', { name: /^Open contact/ })
  expect(count(stack)).toBe(1)
  await user.click(screen.getByRole('button', { name: 'Create another one' }))
  expect(await named('Ada')).toBeDefined()
  expect(count(stack)).toBe(2)
})

it('creates two contacts from two tabs, with a warning', async () => {
  const stack = buildStack({ contacts: 0 })
  const type = async () => {
    const app = await openForm(blank, stack)
    await enterText(app.user, box('Full name'), 'Grace')
    await enterText(app.user, box('Phones'), '+12025550100')
    return app
  }
  const first = await type()
  await first.user.click(create())
  await named('Grace')
  cleanup()
  const second = await type()
  expect(await screen.findByText('Already exists:')).toBeDefined()
  await second.user.click(create())
  await named('Grace')
  expect(count(stack)).toBe(2)
})

it('does not create a contact twice from one draft in two tabs, except on request', async () => {
  const stack = buildStack({ contacts: 0 })
  const first = await openForm(blank, stack)
  await enterText(first.user, box('Full name'), 'Grace')
  cleanup()
  const [draft] = contactDrafts.list('main', 'new')
  if (!draft) throw new Error('no draft')
  const restoreAndCreate = async (more: string) => {
    contactDrafts.write('main', 'new', draft) // the draft is still open in the other tab
    const { user } = await openForm(blank, stack)
    await user.click(screen.getByRole('button', { name: 'Restore' }))
    if (more !== '') await user.type(box('Full name'), more)
    await user.click(create())
    return user
  }
  await restoreAndCreate('')
  await named('Grace')
  cleanup()
  await restoreAndCreate('')
  await named('Grace')
  expect(count(stack)).toBe(1)
  cleanup()
  const user = await restoreAndCreate(' Hopper')
  expect(await screen.findByText(/has already been sent with other values/)).toBeDefined()
  const list = screen.getByRole('link', { name: /^Open the list/ })
  expect(list.getAttribute('href')).toBe('/main/contacts')
  expect(count(stack)).toBe(1)
  await user.click(create())
  await named('Grace Hopper')
  await waitFor(() => expect(count(stack)).toBe(2))
})
