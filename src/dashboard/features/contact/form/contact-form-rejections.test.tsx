import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { enterText } from '#testing/enter-text.ts'
import { openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { chooseOption, optionNames, typeOption } from '#testing/choose-option.ts'

const edit = '/main/contacts/5/edit'
const save = () => screen.getByRole('button', { name: /^Save/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
const url = '57c2f299-1154-4870-89bb-ef3b1f5ad229'

/** The error of an input as presented by a screen reader. */
const errorAt = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')

/** A form with a changed name only. */
async function renamedForm() {
  const stack = stackWithAda()
  const app = await openForm(edit, stack)
  await enterText(app.user, box('Full name'), ' King')
  return { ...app, stack }
}

/** Fills a value of each kind: phones 0 and 1, then Должность, Скидка, Адрес, Реквизиты. */
async function filledForm() {
  const stack = stackWithAda()
  const app = await openForm(edit, stack)
  const { user } = app
  await enterText(user, box('Full name'), ' King')
  await user.click(screen.getByRole('button', { name: 'Add a phone' }))
  await enterText(user, box('Phones, 2'), '+442079460001')
  await enterText(user, box('Position'), 'Countess')
  await user.type(box('Скидка, %'), '5')
  await chooseOption(user, screen.getByLabelText('Тариф'), 'Старт')
  await enterText(user, box(/^City/), 'London')
  await user.click(screen.getByRole('button', { name: 'Add company details' }))
  await enterText(user, box(/^Name/), 'Engine Ltd')
  return { ...app, stack }
}

/** Path and code of a rejection, the input it belongs to, and what is said there. */
const atInputs: [string, string, string | RegExp, string][] = [
  ['name', 'TooLong', 'Full name', 'Too long'],
  ['custom_fields_values.0.values.1.value', 'TooLong', 'Phones, 2', 'Too long'],
  [
    'custom_fields_values.0.values.0.enum_code',
    'NotSupportedChoice',
    'Phones, 1',
    'No such option',
  ],
  ['custom_fields_values.0', 'IsBlank', 'Phones, 1', 'Enter a value'],
  ['custom_fields_values.1.values.0.value', 'InvalidType', 'Position', 'does not accept'],
  ['custom_fields_values.1.values', 'TooMany', 'Position', 'only one value'],
  ['custom_fields_values.1.values.0.value', url, 'Position', 'https://'],
  ['custom_fields_values.1.values.0.enum', 'FieldNotExpected', 'Position', 'does not support'],
  ['custom_fields_values.3.values.0.value', 'InvalidFormat', 'Скидка, %', 'does not accept'],
  ['custom_fields_values.4.values.0.value', 'TooLong', /^City/, 'Too long'],
  ['custom_fields_values.5.values.0.value.vat_id', 'InvalidFormat', /^VAT/, 'does not accept'],
  ['custom_fields_values.5.values.0.value.name', 'FieldMissing', /^Name/, 'Enter a value'],
]

describe('a rejection of the source', () => {
  it('is shown at its input, and goes when that is edited', async () => {
    const { stack, user } = await filledForm()
    for (const [path_in_row, code, label, message] of atInputs) {
      stack.mock.faults.add({ kind: 'row-error', row: 0, code, path_in_row, times: 1 })
      await user.click(save())
      const input = box(label)
      await waitFor(() =>
        expect([code, errorAt(input)]).toEqual([code, expect.stringContaining(message)]),
      )
      expect(input.getAttribute('aria-invalid')).toBe('true')
      await waitFor(() => expect(document.activeElement).toBe(input))
      expect(screen.getByRole('alert').textContent).toMatch(/^Fix 1 value/)
      // A digit more would make it too long for a phone.
      await user.type(input, label.toString().startsWith('Phones') ? ' ' : '1')
      await waitFor(() => expect(input.getAttribute('aria-invalid')).toBeNull())
    }
    expect(writesOf(stack)).toHaveLength(atInputs.length)
  })

  it('of an option is shown at its list', async () => {
    const { stack, user } = await filledForm()
    const fault = { path_in_row: 'custom_fields_values.2.values.0.enum_id' }
    stack.mock.faults.add({ kind: 'row-error', row: 0, code: 'NotSupportedChoice', ...fault })
    await user.click(save())
    const list = screen.getByLabelText('Тариф')
    await waitFor(() => expect(list.getAttribute('aria-invalid')).toBe('true'))
    expect(errorAt(list)).toContain('No such option')
  })

  it('of the responsible user is shown at that list', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    const people = screen.getByLabelText('Responsible')
    const names = await optionNames(user, 'Responsible')
    await chooseOption(user, people, names.find((name) => name !== people.textContent) ?? '')
    const path_in_row = 'responsible_user_id'
    stack.mock.faults.add({ kind: 'row-error', row: 0, code: 'NotSupportedChoice', path_in_row })
    await user.click(save())
    await waitFor(() => expect(errorAt(people)).toContain('No such option'))
  })

  it('of the tags is shown at the tags', async () => {
    const stack = stackWithAda()
    const { user } = await openForm(edit, stack)
    await typeOption(user, 'Tags', 'new{Enter}')
    const path_in_row = 'tags_to_add.0.name'
    stack.mock.faults.add({ kind: 'row-error', row: 0, code: 'FieldMissing', path_in_row })
    await user.click(save())
    await waitFor(() =>
      expect(errorAt(screen.getByRole('combobox', { name: 'Tags' }))).toContain('Enter a value'),
    )
  })

  it('with an unknown code is shown by its message', async () => {
    const { stack, user } = await renamedForm()
    const fault = { code: 'Moonshine', path_in_row: 'name', detail: 'The moon is full.' }
    stack.mock.faults.add({ kind: 'row-error', row: 0, ...fault })
    await user.click(save())
    await waitFor(() =>
      expect(errorAt(box('Full name'))).toContain('Rejected by the source: The moon is full.'),
    )
  })

  it('without a known value is shown beside the button', async () => {
    const { stack, user } = await renamedForm()
    const fault = { path_in_row: 'group_id', detail: 'No such group.' }
    stack.mock.faults.add({ kind: 'row-error', row: 0, ...fault })
    await user.click(save())
    expect(await screen.findByText(/did not save it: No such group\./)).toBeDefined()
  })
})

it.each([
  [{ kind: 'status', status: 402 }, 'not paid'],
  [{ kind: 'status', status: 403 }, 'does not allow this'],
  [{ kind: 'cut' }, 'The response was lost: this may have been saved'],
] as const)(
  'after %o the form keeps its values, shows why and saves again',
  async (fault, message) => {
    const { stack, user, router } = await renamedForm()
    stack.mock.faults.add({ ...fault, method: 'PATCH', times: 1 })
    await user.click(save())
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(message))
    expect(box('Full name')).toHaveProperty('value', 'Ada Lovelace King')
    expect(router.state.location.pathname).toBe(edit)
    await user.click(save())
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' }),
    ).toBeDefined()
  },
)

it('finds by itself an edit that was made without an answer', async () => {
  const { stack, user } = await renamedForm()
  stack.mock.faults.add({ kind: 'cut-after', method: 'PATCH' })
  await user.click(save())
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' })).toBeDefined()
  expect(writesOf(stack)).toHaveLength(1)
})
