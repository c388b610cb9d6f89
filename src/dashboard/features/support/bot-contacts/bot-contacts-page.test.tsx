import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { documentedBotContacts as documentedContacts } from '#mock/seed/documented-contacts.ts'
import { renderApp } from '#testing/render-app.tsx'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { renderAs } from '#testing/render-as.tsx'
import { buildStack } from '#testing/stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

/** The three contacts of seed 004. */
function meeting() {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  for (const person of documentedContacts) store.botContacts.save(person)
  return { stack, store }
}

async function look(
  ids: string,
  stack: ReturnType<typeof buildStack>,
  language: 'en' | 'ru' = 'en',
) {
  const app = await renderApp('/bots/bot-contacts', { stack, language })
  const box = await screen.findByRole('textbox', {
    name: language === 'en' ? 'Bot contacts to match' : 'Контакты ботов',
  })
  await app.user.type(box, ids)
  const button = screen.getByRole('button', {
    name: language === 'en' ? 'Find in Main' : 'Найти в «Main»',
  })
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('false'))
  await app.user.click(button)
  return app
}
const person = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Bot contacts' })
  const found = within(list)
    .getAllByRole('listitem')
    .find((item) => item.textContent.startsWith(name))
  if (!found) throw new Error(`nobody is called ${name}`)
  return within(found)
}

describe('bot contacts', () => {
  it('are matched with the reason, and others are created', async () => {
    const { stack, store } = meeting()
    store.addContact({ id: 11, name: 'Ivan', phones: ['8 (999) 123-45-67'] })
    const { user } = await look('1 2 3', stack)
    const ivan = await person('Иван Иванов')
    expect(ivan.getByRole('link', { name: 'Ivan' }).getAttribute('href')).toBe('/main/contacts/11')
    expect(ivan.getByText('phone: 8 (999) 123-45-67')).toBeDefined()
    expect(ivan.getByText('Will be saved: email')).toBeDefined()
    const peter = await person('Петр Петров')
    expect(peter.getByText('Will be saved: name, phone, Messengers')).toBeDefined()

    await user.click(screen.getByRole('button', { name: 'Save: create 2, fill 1' }))
    expect(await screen.findByText('Done: 2 of 2')).toBeDefined()
    expect(await screen.findByText('Done: 1 of 1')).toBeDefined()
    const found = await stack.proxy.inject('/api/sources/main/contacts?search=792712312321')
    expect(found.json()).toMatchObject({ items: [{ name: 'Петр Петров' }] })
    const ours = await stack.proxy.inject('/api/sources/main/contacts/11')
    expect(ours.json()).toMatchObject({ name: 'Ivan', emails: [{ value: 'info@example.com' }] })
  })

  it('are skipped if two contacts match, until the user decides', async () => {
    const { stack, store } = meeting()
    store.addContact({ id: 11, name: 'Ivan', phones: ['+79991234567'] })
    store.addContact({ id: 12, name: 'John', phones: ['9991234567'] })
    const { user } = await look('1', stack)
    expect(await screen.findByText('More than one contact matches.')).toBeDefined()
    expect(
      screen.getByRole('button', { name: 'Save: create 0, fill 0' }).getAttribute('aria-disabled'),
    ).toBe('true')
    await chooseOption(
      user,
      screen.getByRole('combobox', { name: 'Action for Иван Иванов' }),
      'Fill in: John',
    )
    await user.click(screen.getByRole('button', { name: 'Save: create 0, fill 1' }))
    expect(await screen.findByText('Done: 1 of 1')).toBeDefined()
    const [ivan, john] = await Promise.all(
      [11, 12].map((id) => stack.proxy.inject(`/api/sources/main/contacts/${id}`)),
    )
    expect(ivan?.json()).toMatchObject({ emails: [] })
    expect(john?.json()).toMatchObject({ emails: [{ value: 'info@example.com' }] })
    await user.click(screen.getByRole('button', { name: 'Undo changes' }))
    await waitFor(async () =>
      expect((await stack.proxy.inject('/api/sources/main/contacts/12')).json()).toMatchObject({
        emails: [],
      }),
    )
  })

  it('copy their UTM values into the selected fields, which are remembered', async () => {
    const { stack } = meeting()
    const { user, unmount } = await look('1', stack)
    await user.click(await screen.findByText(/^Bot fields copied to contact fields/))
    await chooseOption(user, 'utm_source', 'Position')
    unmount()
    const again = await look('1', stack)
    expect(await screen.findByText(/Will be saved: .*Position/)).toBeDefined()
    await again.user.click(screen.getByRole('button', { name: 'Save: create 1, fill 0' }))
    expect(await screen.findByText('Done: 1 of 1')).toBeDefined()
    const made = await stack.proxy.inject('/api/sources/main/contacts?search=landing')
    expect(made.json()).toMatchObject({ items: [{ name: 'Иван Иванов' }] })
  })

  it('get one status in a single job', async () => {
    const { stack, store } = meeting()
    const { user } = await renderApp('/bots/bot-contacts', { stack })
    await user.type(await screen.findByRole('textbox', { name: 'Bot contacts to match' }), '1, 2')
    await user.type(screen.getByRole('textbox', { name: 'Ysell status' }), 'paid{Enter}')
    expect(await screen.findByText('Done: 2 of 2')).toBeDefined()
    expect([1, 2, 3].map((id) => store.botContacts.get(id)?.ysell_status)).toEqual([
      'paid',
      'paid',
      null,
    ])
    expect(screen.queryByRole('button', { name: 'Undo changes' })).toBeNull()
  })

  it('are matched on their own page', async () => {
    const { stack, store } = meeting()
    store.addContact({ id: 11, name: 'Ivan', phones: ['+79991234567'] })
    const { user } = await renderApp('/bots/contacts/1', { stack })
    await user.click(await screen.findByRole('button', { name: /^Find matching contacts/ }))
    const find = await screen.findByRole('button', { name: 'Find in Main' })
    await waitFor(() => expect(find.getAttribute('aria-disabled')).toBe('false'))
    await user.click(find)
    expect(await screen.findByRole('link', { name: 'Ivan' })).toBeDefined()
  })

  it('are validated before the lookup, and unknown ones reported, in Russian', async () => {
    const { stack } = meeting()
    const { user } = await look('oops', stack, 'ru')
    expect(await screen.findByText('Это не ID: oops')).toBeDefined()
    const box = screen.getByRole('textbox', { name: 'Контакты ботов' })
    await user.clear(box)
    await user.type(box, '77 3')
    await user.click(screen.getByRole('button', { name: 'Найти в «Main»' }))
    expect(await screen.findByText('Не найдены у ботов: 77')).toBeDefined()
  })

  it('are matched as many at once as one’s role allows, which is said before', async () => {
    const harness = openPeopleHarness({ contacts: 0 })
    for (const contact of documentedContacts) harness.mock.store.botContacts.save(contact)
    const { user, mock } = await renderAs('support', '/bots/bot-contacts', { harness })
    const box = await screen.findByRole('textbox', { name: 'Bot contacts to match' })
    await user.type(box, '1 2')
    const find = screen.getByRole('button', { name: 'Find in Main' })
    await waitFor(() => expect(find.getAttribute('aria-disabled')).toBe('false'))
    await user.click(find)
    const save = await screen.findByRole('button', { name: 'Save: create 2, fill 0' })
    expect(screen.getByText('Your role allows at most 1 contact at once.')).toBeDefined()
    await user.click(save)
    expect(mock.received.all().filter(({ method }) => method !== 'GET')).toEqual([])
    await chooseOption(
      user,
      screen.getByRole('combobox', { name: 'Action for Петр Петров' }),
      'Skip',
    )
    await user.click(screen.getByRole('button', { name: 'Save: create 1, fill 0' }))
    expect(await screen.findByText('Done: 1 of 1')).toBeDefined()
  })

  it('come from the selection in the list', async () => {
    const { stack } = meeting()
    const { user } = await renderApp('/bots/contacts', { stack })
    await user.click(await screen.findByRole('checkbox', { name: 'Select Петр Петров' }))
    await user.click(screen.getByRole('link', { name: 'Matching' }))
    expect(await screen.findByRole('textbox', { name: 'Bot contacts to match' })).toHaveProperty(
      'value',
      '2',
    )
  })

  it.each(['matching', 'status'])('are no longer selected in the list after %s', async (part) => {
    const { stack } = meeting()
    const { user } = await renderApp('/bots/contacts', { stack })
    await user.click(await screen.findByRole('checkbox', { name: 'Select Петр Петров' }))
    await user.click(screen.getByRole('link', { name: 'Matching' }))
    const box = await screen.findByRole('textbox', { name: 'Bot contacts to match' })
    if (part === 'matching') {
      await user.click(await screen.findByRole('button', { name: 'Find in Main' }))
      await user.click(await screen.findByRole('button', { name: 'Save: create 1, fill 0' }))
    } else await user.type(screen.getByRole('textbox', { name: /status/i }), 'paid{Enter}')
    await screen.findByText('Done: 1 of 1')
    expect(box).toHaveProperty('value', '2')
    await user.click(screen.getByRole('link', { name: 'Contacts' }))
    const row = await screen.findByRole('checkbox', { name: 'Select Петр Петров' })
    expect(row).toHaveProperty('checked', false)
  })
})

it('open from their URL in 0.1.0', async () => {
  const { stack } = meeting()
  const { router } = await renderApp('/bots/people', { stack })
  await screen.findByRole('textbox', { name: 'Bot contacts to match' })
  expect(router.state.location.pathname).toBe('/bots/bot-contacts')
})
