import { screen, within } from '@testing-library/react'
import { chooseOption } from './choose-option.ts'
import { renderApp } from './render-app.tsx'
import { buildStack, type Stack } from './stack.ts'

/** Steps of a bulk edit on the screen. */
type App = Awaited<ReturnType<typeof renderApp>>
type User = App['user']

export function stackOf(count: number) {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Person ${String(id).padStart(3, '0')}`,
      phones: [`+7900000${String(id).padStart(4, '0')}`],
      tags: id % 2 === 0 ? ['even'] : [],
    })
  return stack
}

export const contactOf = ({ mock }: Stack, id: number) => {
  const found = mock.store.contact(id)
  if (!found) throw new Error(`no contact ${id}`)
  return found
}
export const tags = (stack: Stack, id: number) => contactOf(stack, id).tags.map(({ name }) => name)
export const valuesOf = (stack: Stack, id: number, field: number) =>
  contactOf(stack, id)
    .custom_fields_values?.find(({ field_id }) => field_id === field)
    ?.values.map(({ value }) => value)

/** Selects all contacts that match. */
export async function editAll(stack: Stack, source = 'main') {
  const app = await renderApp(`/${source}/contacts`, { stack })
  await screen.findByRole('table')
  const { user } = app
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await screen.findByText(/contacts? selected/)
  const more = screen.queryByRole('button', { name: 'Select all matching' })
  if (more) {
    await user.click(more)
    await screen.findByText('all matching')
  }
  return app
}

export async function add(user: User, field: string, operation?: string) {
  const isOpen = screen.queryByRole('dialog', { name: /^Edit [\d,]+ contacts?$/ })
  await chooseOption(user, isOpen ? 'Field' : 'Other field: for all selected', field)
  await screen.findByRole('combobox', { name: `${field}: action` })
  if (operation) await chooseOption(user, `${field}: action`, operation)
}
/** Starts the job of the preview, and opens its page. */
export async function run(user: User, name: string) {
  await press(user, name)
  await press(user, 'Open job')
}
export const press = (user: User, name: string | RegExp) =>
  screen.findByRole('button', { name }).then((button) => user.click(button))
export const table = async () => within(await screen.findByRole('table', { name: /will change/ }))
export const previewRows = async () =>
  (await table()).getAllByRole('row').map((row) => row.textContent)
export const jobRows = async () =>
  within(await screen.findByRole('table', { name: 'Rows of the job' }))
    .getAllByRole('row')
    .slice(1)

export function fieldOf({ mock }: Stack, field: number) {
  const found = mock.store.directory.field(field)
  if (!found) throw new Error(`no field ${field}`)
  return found
}

export const optionsOf = (stack: Stack, field: number) =>
  (fieldOf(stack, field).enums ?? []).map(({ id, value }) => ({ enum_id: id, value }))
