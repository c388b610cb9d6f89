import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { add, contactOf, editAll, press, stackOf, valuesOf } from '#testing/batch-screen.ts'
import { chooseOption } from '#testing/choose-option.ts'
import { enterText } from '#testing/enter-text.ts'
import { renderApp } from '#testing/render-app.tsx'

it('reports that only a part of the matches is selected', async () => {
  const stack = stackOf(300)
  const passed = stack.fetch
  stack.fetch = (input, init) =>
    String(input instanceof Request ? input.url : input).includes('page=2&size=250')
      ? new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
        })
      : passed(input, init)
  const { user } = await renderApp('/main/contacts', { stack })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await press(user, 'Select all matching')
  await screen.findByText('Found 250…')
  await press(user, 'Stop')
  await user.click(await screen.findByRole('link', { name: 'Edit' }))
  await screen.findByRole('heading', { level: 1, name: 'Edit 300 contacts' })
  expect(screen.getByText(/Not all matching contacts are selected/)).toBeDefined()
})

it('leaves out of "all that match" who does not match any more, and says so', async () => {
  const stack = stackOf(60)
  const { user } = await renderApp('/main/contacts?responsible=504141', { stack })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await press(user, 'Select all matching')
  await screen.findByText(/· all matching/)
  await user.click(await screen.findByRole('link', { name: 'Edit' }))
  await add(user, 'Phones', 'add')
  await enterText(user, screen.getByRole('textbox', { name: 'Phones' }), '+79995550000')
  await press(user, 'Preview')
  const run = await screen.findByRole('button', { name: 'Change 60 contacts' })
  const taken = contactOf(stack, 7)
  stack.mock.store.updateContact(taken, { responsible_user_id: 504_142 }, 504_142)
  await user.click(run)
  await user.click(await screen.findByRole('link', { name: 'No longer match 1' }))
  expect(await screen.findByText(/no longer matches the filters it was selected by/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Changed 59' })).toBeDefined()
  expect(screen.getByText('Download failed rows (CSV)')).toBeDefined()
  expect(valuesOf(stack, 7, 4396818)).toEqual(['+79000000007'])
}, 60_000)

it.each([
  ['Responsible', 'set'],
  ['Tags', 'add'],
])('begins with %s from the selection, and still shows a preview first', async (name, action) => {
  const { user } = await renderApp('/main/contacts', { stack: stackOf(2) })
  await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }))
  await user.click(await screen.findByRole('link', { name }))
  const operation = await screen.findByRole('combobox', { name: `${name}: action` })
  expect(operation.textContent).toBe(action)
  expect(screen.getByRole('button', { name: 'Preview' })).toBeDefined()
  expect(screen.queryByRole('button', { name: /^Change/ })).toBeNull()
})

it('says what to do while no field is selected', async () => {
  const { user } = await editAll(stackOf(2))
  expect(await screen.findByText(/Select a field and enter its new value/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Preview' })).toBeNull()
  await add(user, 'Tags')
  expect(screen.queryByText(/Select a field and enter its new value/)).toBeNull()
  expect(screen.getByRole('button', { name: 'Preview' })).toBeDefined()
})

it('names the selected contacts until the preview does, and offers common fields', async () => {
  const { user } = await editAll(stackOf(2))
  const selected = within(await screen.findByRole('table', { name: 'Selected contacts' }))
  const names = selected.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(names).toHaveLength(2)
  const often = within(screen.getByRole('group', { name: 'Changed most often' }))
  await user.click(often.getByRole('button', { name: 'Tags' }))
  expect(screen.queryByRole('group', { name: 'Changed most often' })).toBeNull()
  const operation = screen.getByRole('combobox', { name: 'Tags: action' })
  expect(document.activeElement).toBe(operation)
  await chooseOption(user, 'Tags: action', 'clear')
  await press(user, 'Preview')
  await screen.findByText(/^Will change: /)
  expect(screen.queryByRole('table', { name: 'Selected contacts' })).toBeNull()
})

it('reports an empty selection after a reload', async () => {
  await renderApp('/main/contacts/edit')
  expect(await screen.findByText('No contacts selected')).toBeDefined()
})

it('speaks Russian', async () => {
  const stack = stackOf(2)
  const { user } = await renderApp('/main/contacts', { stack, language: 'ru' })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Выбрать всех на этой странице' }))
  await user.click(await screen.findByRole('link', { name: 'Изменить' }))
  await screen.findByRole('heading', { level: 1, name: 'Изменить 2 контакта' })
  await chooseOption(user, 'Поле', 'Теги')
  await chooseOption(user, 'Теги: действие', 'очистить')
  await press(user, 'Показать изменения')
  await screen.findByText('Изменится: 1')
  await press(user, 'Изменить 1 контакт')
  expect(await screen.findByText('Готово')).toBeDefined()
  expect(screen.getByRole('heading', { level: 1, name: 'Изменение: Теги' })).toBeDefined()
})
