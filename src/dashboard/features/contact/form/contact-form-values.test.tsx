import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FieldValues } from '#mock/store/contact.ts'
import { openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { buildStack, type Stack } from '#testing/stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

const edit = '/main/contacts/5/edit'
const save = () => screen.getByRole('button', { name: /^Save/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
const saved = () => screen.findByRole('button', { name: 'Undo' })

const valuesOf = ({ mock }: Stack, field: string) =>
  mock.store
    .contact(5)
    ?.custom_fields_values?.find(({ field_name: name, field_code: code }) =>
      [name, code].includes(field),
    )?.values

/** A stack with a contact whose field has the given values. */
function stackHolding(name: string, values: FieldValues['values']) {
  const stack = buildStack({ contacts: 0 })
  const { directory } = stack.mock.store
  const field = directory.fields().find((item) => item.name === name || item.code === name)
  if (!field) throw new Error(`no field ${name}`)
  const held = {
    field_id: field.id,
    field_name: field.name,
    field_code: field.code,
    field_type: field.type,
    values,
  }
  stack.mock.store.addContact({ id: 5, name: 'Ada', fields: [held] })
  return { stack, directory, field }
}

it('keeps a custom kind of a phone when another phone is changed', async () => {
  const own = { value: '+79990001102', enum_id: 3199, enum_code: null }
  const work = { value: '+79990001101', enum_id: 3685087, enum_code: 'WORK' }
  const { stack, directory, field } = stackHolding('PHONE', [work, own])
  const option = { id: 3199, value: 'WhatsApp мамы', sort: 20, code: null }
  directory.saveField({ ...field, enums: [...(field.enums ?? []), option] })
  const { user } = await openForm(edit, stack)
  expect(screen.getByLabelText('Phones, 2: type').textContent).toBe('WhatsApp мамы')
  await user.clear(box('Phones, 1'))
  await user.type(box('Phones, 1'), '+79990001155')
  await user.click(save())
  await saved()
  expect(valuesOf(stack, 'PHONE')).toMatchObject([
    { value: '+79990001155', enum_id: 3685087 },
    { value: '+79990001102', enum_id: 3199 },
  ])
})

it('shows, checks and changes numbers with all their digits', async () => {
  const { stack } = stackHolding('Скидка, %', [{ value: '4276380012345678901' }])
  const { user } = await openForm(edit, stack)
  expect(box('Скидка, %')).toHaveProperty('value', '4276380012345678901')
  await user.type(box('Скидка, %'), '{Backspace}{Backspace}99')
  expect(screen.getByText('4,276,380,012,345,678,999')).toBeDefined()
  await user.click(save())
  // The mock itself accepts fifteen digits.
  await waitFor(() => expect(writesOf(stack)).toHaveLength(1))
  expect(writesOf(stack)[0]?.body).toMatchObject([
    { custom_fields_values: [{ values: [{ value: '4276380012345678999' }] }] },
  ])
})

it.each([
  ['1,234', /A comma can mean thousands or decimals/],
  ['7,91655E+10', /A spreadsheet shortened this number/],
  ['many', /Enter a number/],
])('rejects the number %s with a reason', async (text, words) => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.type(box('Сумма покупок'), text)
  await user.click(save())
  expect(await screen.findByText(words)).toBeDefined()
  expect(writesOf(stack)).toEqual([])
})

it('shows an amount as parsed and as saved, without rounding', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.type(box('Сумма покупок'), '1.234')
  expect(screen.getByText(/1\.234/)).toBeDefined()
  await user.click(save())
  await saved()
  expect(valuesOf(stack, 'Сумма покупок')).toMatchObject([{ value: '1.234' }])
  expect(screen.getByText(/1\.234/)).toBeDefined()
})

it('rejects an unsupported year, and accepts it once it is complete', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  const day = screen.getByLabelText('День рождения')
  fireEvent.change(day, { target: { value: '0090-02-01' } })
  await user.click(save())
  expect(await screen.findByText('Enter a year from 1000 to 9999.')).toBeDefined()
  expect(day.getAttribute('aria-invalid')).toBe('true')
  expect(writesOf(stack)).toEqual([])
  fireEvent.change(day, { target: { value: '1990-02-01' } })
  await user.click(save())
  await saved()
  expect(await screen.findByText('February 1, 1990')).toBeDefined()
})

it.each([
  ['Phones', '7,91655E+10', 'A spreadsheet has shortened this number'],
  ['Phones', 'call me', 'Not a phone number?'],
  ['Phones', '12345', 'Too short for a phone number?'],
  ['Emails', 'a@b', 'Not an email address?'],
])('saves what looks wrong in %s only if it is kept: %s', async (label, text, words) => {
  const stack = buildStack({ contacts: 0 })
  const { user } = await openForm('/main/contacts/new', stack)
  await user.type(box('Full name'), 'Ada')
  await user.type(box(label), text)
  await user.click(screen.getByRole('button', { name: /^Create/ }))
  expect(await screen.findByText(new RegExp(words.replace('?', '\\?')))).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(box(label)))
  expect(screen.getByRole('alert').textContent).toMatch(`Check 1 value: ${label}`)
  expect(stack.mock.store.countContacts()).toBe(0)

  await user.click(screen.getByRole('button', { name: 'Keep anyway' }))
  expect(document.activeElement).toBe(box(label))
  expect(screen.queryByText(/^Check 1 value/)).toBeNull()
  await user.click(screen.getByRole('button', { name: /^Create/ }))
  await waitFor(() => expect(stack.mock.store.countContacts()).toBe(1))
  expect(JSON.stringify(writesOf(stack)[0]?.body)).toContain(`"${text}"`)
})

it('keeps all that looks wrong at once, and saves', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.type(box('Phones'), '{Control>}a{/Control}12345')
  await user.type(box('Emails'), '{Control>}a{/Control}a@b')
  await user.click(save())
  await screen.findByText('Check 2 values: Phones, Emails')
  await user.click(screen.getByRole('button', { name: 'Keep and save' }))
  await saved()
  expect(valuesOf(stack, 'PHONE')).toMatchObject([{ value: '12345' }])
})

it('removes invisible marks as they are pasted, shows it, and puts them back', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.clear(box('Phones'))
  await user.paste('+7\u00A0916\u00A0555\u201101\u201101')
  expect(box('Phones')).toHaveProperty('value', '+7 916 555-01-01')
  expect(screen.getByText('Invisible characters were removed.')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(box('Phones')).toHaveProperty('value', '+7\u00A0916\u00A0555\u201101\u201101')
  // Whoever puts them back means them.
  await user.click(save())
  await saved()
  expect(valuesOf(stack, 'PHONE')).toMatchObject([
    { value: '+7\u00A0916\u00A0555\u201101\u201101' },
  ])
})

it('removes invisible marks of a name in the same way', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.clear(box('Full name'))
  await user.paste('A\u00ADda')
  expect(box('Full name')).toHaveProperty('value', 'Ada')
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await user.click(save())
  await waitFor(() => expect(writesOf(stack)).toHaveLength(1))
  expect(writesOf(stack)[0]?.body).toMatchObject([{ name: 'A\u00ADda' }])
})

it.each([
  ['Phones', 'нет', 'Leave empty', ''],
  ['Phones', '7.9451567369E10', 'Change to +7 945 156-73-69', '+79451567369'],
  ['Phones', '+89165550101', 'Change to +7 916 555-01-01', '+79165550101'],
  ['Emails', 'ada@example,org', 'Change to ada@example.org', 'ada@example.org'],
  ['День рождения', '02.01.90', 'Change to January 2, 1990', 'Jan 2, 1990'],
])('suggests in %s for %s: %s', async (label, text, suggestion, value) => {
  const { user } = await openForm(edit, stackWithAda())
  await user.type(box(label), `{Control>}a{/Control}${text}`)
  await user.tab()
  await user.click(await screen.findByRole('button', { name: suggestion }))
  await waitFor(() => expect(box(label)).toHaveProperty('value', value))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(box(label)).toHaveProperty('value', text))
})

it('splits what holds several phones', async () => {
  const { user } = await openForm(edit, stackWithAda())
  await user.type(box('Phones'), '{Control>}a{/Control}89161234567, 89161234568')
  await user.tab()
  await user.click(await screen.findByRole('button', { name: 'Split into 2 values' }))
  expect(box('Phones, 1')).toHaveProperty('value', '89161234567')
  expect(box('Phones, 2')).toHaveProperty('value', '89161234568')
})

it('removes what the clipboard adds to phones and e-mails', async () => {
  const stack = stackWithAda()
  const { user } = await openForm(edit, stack)
  await user.clear(box('Phones'))
  await user.click(box('Phones'))
  await user.paste('\u202A+7\u00A0916 555-01-01\u202C')
  await user.clear(box('Emails'))
  await user.click(box('Emails'))
  await user.paste('"Ada Lovelace" <ada@example.org>')
  await user.click(save())
  await saved()
  expect(valuesOf(stack, 'PHONE')).toMatchObject([{ value: '+7 916 555-01-01' }])
  expect(valuesOf(stack, 'EMAIL')).toMatchObject([{ value: 'ada@example.org' }])
})

it('keeps an option that no longer exists until it is removed', async () => {
  const gone = [{ value: 'Gold', enum_id: 77, enum_code: null }]
  const { stack } = stackHolding('Тариф', gone)
  const first = await openForm(edit, stack)
  expect(screen.getByLabelText('Тариф').textContent).toBe('Gold (no longer in the list)')
  await first.user.type(box('Full name'), ' King')
  await first.user.click(save())
  await saved()
  expect(valuesOf(stack, 'Тариф')).toEqual(gone)
  await first.user.click(screen.getByRole('link', { name: 'Edit' }))
  await chooseOption(first.user, await screen.findByLabelText('Тариф'), 'Not selected')
  await first.user.click(save())
  await saved()
  expect(valuesOf(stack, 'Тариф')).toBeUndefined()
})
