import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { enterText } from '#testing/enter-text.ts'
import { renderApp } from '#testing/render-app.tsx'
import { openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { buildStack } from '#testing/stack.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'

const edit = '/main/contacts/5/edit'
const save = () => screen.getByRole('button', { name: /^(Save|Create)/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })

describe('editing', () => {
  it('sends only what was changed and goes back to the contact', async () => {
    const stack = stackWithAda()
    const { user, router } = await openForm(edit, stack)
    await user.clear(box('Full name'))
    await user.type(box('Full name'), 'Ada King')
    await user.click(screen.getByRole('button', { name: 'Remove: press' }))
    await typeOption(user, 'Tags', 'new{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada King' })).toBeDefined()
    expect(router.state.location.pathname).toBe('/main/contacts/5')
    expect(writesOf(stack).map(({ body }) => body)).toEqual([
      [
        {
          id: 5,
          name: 'Ada King',
          tags_to_add: [{ name: 'new' }],
          tags_to_delete: [{ name: 'press' }],
          request_id: '0',
        },
      ],
    ])
  })

  it('is undone by one button, unless the contact was changed since', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    await enterText(user, box('Full name'), ' King')
    await user.click(screen.getByRole('button', { name: 'Remove: press' }))
    await user.click(save())
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Change undone.')).toBeDefined()
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeDefined()
    expect(stack.mock.store.contact(5)?.tags.map(({ name }) => name)).toEqual(['vip', 'press'])

    await user.click(screen.getByRole('link', { name: 'Edit' }))
    await enterText(user, await screen.findByLabelText('Full name'), ' King')
    await user.click(save())
    await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' })
    const now = stack.mock.store.contact(5)
    if (!now) throw new Error('no contact')
    stack.mock.store.updateContact(now, { name: 'Ada Byron', updated_at: 2_000_000_000 }, 504_142)
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText(/Someone has changed the contact since/)).toBeDefined()
    expect(stack.mock.store.contact(5)?.name).toBe('Ada Byron')
  })

  it('restores the full name that was replaced by first and last name', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    await enterText(user, box('First name'), 'Augusta')
    await enterText(user, box('Last name'), 'King')
    await user.click(save())
    await screen.findByRole('heading', { level: 1, name: 'Augusta King' })
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeDefined()
    const contact = stack.mock.store.contact(5)
    expect([contact?.first_name, contact?.last_name]).toEqual(['', ''])
  })

  it('shows on the page of the contact what was not saved, and why', async () => {
    const stack = stackWithAda()
    const issue = { attribute: 'tags', code: 'forbidden', message: 'No.' }
    const fetch: typeof stack.fetch = async (input, init) => {
      const response = await stack.fetch(input, init)
      if (init?.method !== 'PATCH') return response
      const answer = writeAnswer.parse(await response.json())
      const results = answer.results.map((result) => ({ ...result, notSaved: [issue] }))
      return Response.json({ ...answer, results })
    }
    const { user } = await openForm(edit, { ...stack, fetch })
    await enterText(user, box('Full name'), ' King')
    await user.click(save())
    expect(
      await screen.findByText('Not saved: Tags (The source does not allow this).'),
    ).toBeDefined()
  })

  it('sends nothing if nothing was changed, and saves by Ctrl+Enter from anywhere', async () => {
    const stack = stackWithAda()
    const { user, router } = await openForm(edit, stack)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/main/contacts/5'))
    expect(writesOf(stack)).toEqual([])
  })

  it('does not save by Enter alone', async () => {
    const stack = stackWithAda()
    const { user, router } = await openForm(edit, stack)
    await user.type(box('Full name'), ' King{Enter}')
    expect(router.state.location.pathname).toBe(edit)
    expect(writesOf(stack)).toEqual([])
  })

  it('clears emptied values and leaves others unchanged', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    await user.click(screen.getByRole('button', { name: 'Remove +442079460000' }))
    await user.click(save())
    await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })
    expect(writesOf(stack)[0]?.body).toEqual([
      {
        id: 5,
        custom_fields_values: [{ field_code: 'PHONE', values: null }],
        request_id: '0',
      },
    ])
  })

  it('derives the name from its parts, as the source does', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    await enterText(user, box('First name'), 'Augusta')
    await enterText(user, box('Last name'), 'King')
    expect(box('Full name')).toHaveProperty('value', 'Augusta King')
    expect(box('Full name')).toHaveProperty('readOnly', true)
    await user.click(save())
    await screen.findByRole('heading', { level: 1, name: 'Augusta King' })
    expect(writesOf(stack)[0]?.body).toEqual([
      { id: 5, first_name: 'Augusta', last_name: 'King', request_id: '0' },
    ])
  })

  it('shows a field of an unknown type and never writes it', async () => {
    const stack = buildStack({ contacts: 0 })
    const strange = {
      field_id: 77,
      field_name: 'Chain',
      field_code: null,
      field_type: 'chained_list',
      values: [{ value: { catalog_id: 8 } }],
    }
    stack.mock.store.addContact({ id: 5, name: 'Ada', fields: [strange] })
    const { user } = await openForm(edit, stack)
    const shown = within(screen.getByRole('region', { name: 'Read-only' }))
    expect(shown.getByText('Chain')).toBeDefined()
    await enterText(user, box('Full name'), ' King')
    await user.click(save())
    await screen.findByRole('heading', { level: 1, name: 'Ada King' })
    expect(stack.mock.store.contact(5)?.custom_fields_values).toContainEqual(strange)
  })
})

describe('creating', () => {
  it('creates one contact however often Save is pressed', async () => {
    const stack = buildStack({ contacts: 0 })
    const { user } = await openForm('/main/contacts/new', stack)
    await enterText(user, box('Full name'), 'Grace Hopper')
    await user.dblClick(save())
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeDefined()
    expect(stack.mock.store.countContacts()).toBe(1)
  })

  it('creates a contact of the filled values and opens it', async () => {
    const stack = buildStack({ contacts: 0 })
    const { user, router } = await openForm('/main/contacts/new', stack)
    await enterText(user, box('Full name'), 'Grace Hopper')
    await enterText(user, box('Phones'), '+12025550100')
    await chooseOption(user, screen.getByLabelText('Phones: type'), 'mobile')
    await typeOption(user, 'Tags', 'navy,')
    await enterText(user, box('Скидка, %'), '12,5')
    await chooseOption(user, screen.getByLabelText('Тариф'), 'Бизнес')
    await user.click(screen.getByRole('checkbox', { name: 'Мебель' }))
    await user.type(screen.getByLabelText('День рождения'), '1906-12-09')
    await user.type(screen.getByLabelText('Последняя встреча'), '2026-11-20T14:03')
    await user.click(save())
    expect(await screen.findByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeDefined()
    expect(router.state.location.pathname).toMatch(/^\/main\/contacts\/\d+$/)
    expect(writesOf(stack)[0]?.body).toMatchObject([
      {
        name: 'Grace Hopper',
        custom_fields_values: [
          { field_code: 'PHONE', values: [{ value: '+12025550100', enum_id: 3685089 }] },
          { values: [{ enum_id: 3692603 }] },
          { values: [{ value: '12.5' }] },
          { values: [{ value: Date.parse('2026-11-20T14:03+03:00') / 1000 }] },
          { values: [{ value: Date.parse('1906-12-09T00:00+02:30') / 1000 - 17 }] },
          { values: [{ enum_id: 3692672 }] },
        ],
        _embedded: { tags: [{ name: 'navy' }] },
      },
    ])
  })

  it('shows all issues at once, in Russian, and focuses the first', async () => {
    const stack = buildStack({ contacts: 0 })
    const { user } = await openForm('/main/contacts/new', stack, 'ru')
    await enterText(user, box('Скидка, %'), 'много')
    await enterText(user, box('Сайт'), 'example')
    await user.click(screen.getByRole('button', { name: 'Добавить реквизиты' }))
    await enterText(user, box(/^ИНН/), '7700000000')
    await user.click(screen.getByRole('button', { name: /^Создать/ }))
    const alert = await screen.findByText(/^Исправьте 3 значения/)
    expect(alert.textContent).toContain('Скидка, %, Сайт, Реквизиты')
    await waitFor(() => expect(document.activeElement).toBe(box('Скидка, %')))
    expect(box('Скидка, %').getAttribute('aria-describedby')).toBe(
      screen.getByText('Введите число, например 1234,50.').parentElement?.id,
    )
    expect(writesOf(stack)).toEqual([])
    await user.clear(box('Скидка, %'))
    await waitFor(() => expect(screen.queryByText(/Введите число/)).toBeNull())
  })
})

it('reports a missing contact and an invalid URL', async () => {
  const stack = stackWithAda()
  const { router } = await openForm(edit, stack)
  await router.navigate({ to: '/$source/contacts/$id/edit', params: { source: 'main', id: '99' } })
  expect(await screen.findByRole('heading', { name: 'Contact not found' })).toBeDefined()
  await router.navigate({ to: '/$source/contacts/$id/edit', params: { source: 'main', id: 'x' } })
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeDefined()
})

it('reports it as well if nothing was loaded before', async () => {
  await renderApp('/main/contacts/99/edit', { stack: stackWithAda() })
  expect(await screen.findByRole('heading', { name: 'Contact not found' })).toBeDefined()
})

it('works if the users of the account are hidden', async () => {
  const stack = stackWithAda()
  stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/users' })
  await openForm(edit, stack)
  expect(screen.getByText('The source does not share its list of users.')).toBeDefined()
})
