import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import {
  add,
  contactOf,
  editAll,
  press,
  run,
  stackOf,
  tags,
  valuesOf,
} from '#testing/batch-screen.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'
import { enterText } from '#testing/enter-text.ts'
import { renderApp } from '#testing/render-app.tsx'

const responsible = 'Responsible: for all selected'
const tagsOfAll = 'Tags: for all selected'

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
  await add(user, 'Tags')
  const drawer = within(await screen.findByRole('dialog', { name: 'Edit 300 contacts' }))
  expect(drawer.getByText(/Not all matching contacts are selected/)).toBeDefined()
  expect(drawer.getByText(/^250 of these contacts are not on the page/)).toBeDefined()
})

it('leaves out of "all that match" who does not match any more, and says so', async () => {
  const stack = stackOf(60)
  const { user } = await renderApp('/main/contacts?responsible=504141', { stack })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await press(user, 'Select all matching')
  await screen.findByText('all matching')
  await add(user, 'Phones', 'add')
  await enterText(user, screen.getByRole('textbox', { name: 'Phones' }), '+79995550000')
  await press(user, 'Preview')
  await screen.findByRole('button', { name: 'Change 60 contacts' })
  const taken = contactOf(stack, 7)
  stack.mock.store.updateContact(taken, { responsible_user_id: 504_142 }, 504_142)
  await press(user, 'Change 60 contacts')
  expect(await screen.findByText('59 contacts changed, 1 not')).toBeDefined()
  await press(user, 'Open job')
  await user.click(await screen.findByRole('link', { name: 'No longer match 1' }))
  expect(await screen.findByText(/no longer matches the filters it was selected by/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Changed 59' })).toBeDefined()
  expect(screen.getByText('Download failed rows (CSV)')).toBeDefined()
  expect(valuesOf(stack, 7, 4396818)).toEqual(['+79000000007'])
}, 60_000)

it('previews a responsible user at once, over the list, and ends with the job', async () => {
  const stack = stackOf(3)
  const { user, router } = await editAll(stack)
  await chooseOption(user, responsible, 'Марина Зимина')
  const drawer = within(await screen.findByRole('dialog', { name: 'Edit 3 contacts' }))
  expect(await drawer.findByText('Will change: 3')).toBeDefined()
  await user.click(drawer.getByRole('button', { name: 'Change 3 contacts' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(router.state.location.pathname).toBe('/main/contacts')
  expect(screen.queryByText(/contacts selected/)).toBeNull()
  expect(await screen.findByText('3 contacts changed')).toBeDefined()
  expect(screen.getByText('Responsible → Марина Зимина · 3')).toBeDefined()
  await press(user, 'Undo…')
  expect(await screen.findByRole('table', { name: 'What will change' })).toBeDefined()
  await press(user, 'Undo 3 changes')
  await screen.findByRole('link', { name: /^Undo of/ })
  await waitFor(() => expect(contactOf(stack, 1).responsible_user_id).not.toBe(504_142))
})

it('adds a tag to those that contacts have, one of the account regardless of case', async () => {
  const stack = stackOf(2)
  const { user } = await editAll(stack)
  await typeOption(user, tagsOfAll, 'EVEN{Enter}')
  expect(await screen.findByText('Will change: 1')).toBeDefined()
  expect(screen.getByRole('combobox', { name: 'Tags: action' }).textContent).toBe('add')
  await user.keyboard('{Escape}')
  await typeOption(user, tagsOfAll, 'call back')
  await screen.findByRole('option', { name: 'Create tag “call back”' })
  await user.keyboard('{Enter}')
  expect(await screen.findByText('Will change: 2')).toBeDefined()
  await run(user, 'Change 2 contacts')
  await screen.findByRole('link', { name: /^Changed 2/ })
  expect([1, 2].map((id) => tags(stack, id))).toEqual([['call back'], ['even', 'call back']])
})

it('says how many of the selected contacts are gone, and changes the others', async () => {
  const stack = stackOf(6)
  const { user } = await editAll(stack)
  for (const id of [5, 6]) stack.mock.store.db.run('delete from contacts where id = ?', id)
  await chooseOption(user, responsible, 'Марина Зимина')
  expect(await screen.findByText('No longer exist: 2')).toBeDefined()
  await run(user, 'Change 4 contacts')
  await screen.findByRole('link', { name: /^Changed 4/ })
})

it('says what to do while no field is selected', async () => {
  const { user } = await editAll(stackOf(2))
  await add(user, 'Tags')
  expect(screen.queryByText(/Select a field and enter its new value/)).toBeNull()
  expect(screen.getByRole('button', { name: 'Preview' })).toBeDefined()
  await press(user, 'Do not change “Tags”')
  expect(await screen.findByText(/Select a field and enter its new value/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Preview' })).toBeNull()
})

it('names the selected contacts until the preview does, and offers common fields', async () => {
  const { user } = await editAll(stackOf(2))
  await add(user, 'Position')
  await press(user, 'Do not change “Position”')
  const selected = within(await screen.findByRole('table', { name: 'Selected contacts' }))
  expect(selected.getAllByRole('rowheader')).toHaveLength(2)
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

it('leads from its former address to the list', async () => {
  const { router } = await renderApp('/main/contacts/edit?field=tags', { stack: stackOf(1) })
  expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
  expect(router.state.location.pathname).toBe('/main/contacts')
})

it('speaks Russian', async () => {
  const stack = stackOf(2)
  const { user } = await renderApp('/main/contacts', { stack, language: 'ru' })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Выбрать всех на этой странице' }))
  await chooseOption(user, 'Другое поле: у всех выбранных', 'Теги')
  await screen.findByRole('dialog', { name: 'Изменить 2 контакта' })
  await chooseOption(user, 'Теги: действие', 'очистить')
  await press(user, 'Показать изменения')
  await screen.findByText('Изменится: 1')
  await press(user, 'Изменить 1 контакт')
  await press(user, 'Открыть операцию')
  expect(await screen.findByText('Готово')).toBeDefined()
  expect(screen.getByRole('heading', { level: 1, name: 'Теги → пусто · 1' })).toBeDefined()
})
