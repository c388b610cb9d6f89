import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { stackWithAda, writesOf } from '#testing/form-screen.ts'
import { buildSources } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, textValue } from '#testing/values.ts'
import {
  box,
  editButton,
  fields,
  openEditor,
  openPage,
  saved,
  type,
  type Fill,
} from '#testing/value-screen.ts'

const sentRows = z.array(z.looseObject({ id: z.int() }))

/** Attribute, how its editor is used from its opening to saving, and what is written and shown. */
const kinds: [string, Fill, object, RegExp][] = [
  ['Position', type('Position', 'Countess{Enter}'), { value: 'Countess' }, /^Countess$/],
  [
    'Phone',
    async (user) => {
      await user.click(screen.getByRole('button', { name: 'Add a phone' }))
      await user.keyboard('+442079460001{Enter}')
    },
    { value: '+442079460001' },
    /946-00-01/,
  ],
  ['Email', type('Email', 'ada@example.org{Enter}'), { value: 'ada@example.org' }, /@example\.org/],
  ['Скидка, %', type('Скидка, %', '12.5{Enter}'), { value: '12.5' }, /^12\.5$/],
  ['Сумма покупок', type('Сумма покупок', '1500{Enter}'), { value: '1500' }, /1,500/],
  [
    'Комментарий',
    type('Комментарий', 'one{Shift>}{Enter}{/Shift}two{Enter}'),
    { value: 'one\ntwo' },
    /^one two$/,
  ],
  [
    'Сайт',
    type('Сайт', 'https://example.com/a{Enter}'),
    { value: 'https://example.com/a' },
    /^https:\/\/example\.com\/a/,
  ],
  [
    'День рождения',
    type('День рождения', '1990-02-01{Enter}'),
    { value: expect.anything() },
    /^February 1, 1990$/,
  ],
  [
    'Последняя встреча',
    type('Последняя встреча', '2026-02-01 14:30{Enter}'),
    { value: expect.anything() },
    /Feb(ruary)? 1, 2026/,
  ],
  [
    'Тариф',
    async (user) => {
      await user.click(await screen.findByRole('option', { name: 'Бизнес' }))
    },
    { enum_id: 3692603 },
    /^Бизнес$/,
  ],
  [
    'Согласие на рассылку',
    async (user) => {
      await user.click(await screen.findByRole('option', { name: 'Yes' }))
    },
    { value: true },
    /^Yes$/,
  ],
  [
    'Интересы',
    async (user) => {
      await user.click(screen.getByRole('checkbox', { name: 'Сервис' }))
      await user.click(screen.getByRole('checkbox', { name: 'Мебель' }))
      await user.keyboard('{Control>}{Enter}{/Control}')
    },
    { enum_id: 3692675 },
    /Сервис, Мебель/,
  ],
]

describe('a value of a contact', () => {
  it('has its editor at the moment of the click, so that nothing moves later', async () => {
    await openPage()
    fireEvent.click(await editButton('Name'))
    expect(box('Name')).toBe(document.activeElement)
  })

  it.each(kinds)('is edited in its place: %s', async (label, fill, written, shown) => {
    const { user, stack } = await openPage()
    await openEditor(user, label)
    await fill(user)
    await saved(label)
    expect(screen.queryByRole('form', { name: label })).toBeNull()
    const rest = (await editButton(label)).parentElement
    await waitFor(() => expect(rest?.textContent.replaceAll('\n', ' ')).toMatch(shown))
    const writes = writesOf(stack)
    expect(writes).toHaveLength(1)
    // Nothing else of the contact is sent.
    const [sent] = sentRows.parse(writes[0]?.body)
    expect(sent).toEqual({
      id: 5,
      custom_fields_values: [expect.anything()],
      request_id: expect.anything(),
    })
    expect(fields(stack)).toContainEqual(
      expect.objectContaining({
        values: expect.arrayContaining([expect.objectContaining(written)]),
      }),
    )
  })

  it('is edited in the heading: name and tags', async () => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Name')
    // The page has its heading also meanwhile.
    expect(screen.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeDefined()
    await type('Name', 'Ada King{Enter}')(user)
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada King' })).toBeDefined()
    await saved('Name')
    await openEditor(user, 'Tags')
    await screen.findByRole('combobox', { name: 'Search' })
    await user.keyboard('mine{Enter}{Control>}{Enter}{/Control}')
    await saved('Tags')
    const tags = within(screen.getByRole('list', { name: 'Tags' }))
    expect(tags.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'vip',
      'press',
      'mine',
    ])
    expect(stack.mock.store.contact(5)?.name).toBe('Ada King')
  })

  it('is picked at once: the responsible user', async () => {
    const { user, stack } = await openPage()
    const [person] = stack.mock.store.directory.users()
    await openEditor(user, 'Responsible')
    await user.click(await screen.findByRole('option', { name: person?.name ?? '' }))
    await saved('Responsible')
    expect(stack.mock.store.contact(5)?.responsible_user_id).toBe(person?.id)
  })

  it('opens by E, F2 and Enter on its button, and Escape returns there without saving', async () => {
    const { user, stack } = await openPage()
    const button = await editButton('Phone')
    for (const key of ['e', '{F2}', '{Enter}']) {
      ;(await editButton('Phone')).focus()
      await user.keyboard(key)
      await waitFor(() => expect(document.activeElement).toBe(box('Phone')))
      await user.keyboard('1{Escape}')
      expect(document.activeElement).toBe(await editButton('Phone'))
    }
    expect(button.textContent).toBe('')
    expect(writesOf(stack)).toEqual([])
  })

  it('that looks wrong is saved once it is kept', async () => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Email')
    await type('Email', 'a@b{Enter}')(user)
    const input = box('Email')
    expect(await screen.findByText('Not an email address?')).toBeDefined()
    expect(document.activeElement).toBe(input)
    expect(writesOf(stack)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Keep anyway' }))
    await saved('Email')
    expect(JSON.stringify(writesOf(stack)[0]?.body)).toContain('"a@b"')
  })

  it('is refused at its place if it means nothing', async () => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Скидка, %')
    await type('Скидка, %', '7,9E+10{Enter}')(user)
    const input = box('Скидка, %')
    expect(await screen.findByText(/A spreadsheet shortened this number/)).toBeDefined()
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(input)
    expect(writesOf(stack)).toEqual([])
  })

  it('is not sent if it is the same', async () => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Email')
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(await editButton('Email'))
    expect(writesOf(stack)).toEqual([])
  })

  it('remains a text if it has no editor or is not written', async () => {
    const { user } = await openPage()
    await user.click(await screen.findByRole('button', { name: /^Empty fields/ }))
    expect(await editButton('Комментарий')).toBeDefined()
    for (const name of ['Договор', 'Created', 'ID'])
      expect([name, screen.queryByRole('button', { name: `Edit: ${name}` })]).toEqual([name, null])
  })
})

describe('a value of a contact in another source', () => {
  it('is edited in its place in amoCRM v2: a field and the name', async () => {
    const { user, stack } = await openPage(stackWithAda(), '/legacy/contacts/5')
    await openEditor(user, 'Position')
    await user.keyboard('Countess{Enter}')
    await saved('Position')
    expect(fields(stack)).toContainEqual(
      expect.objectContaining({ values: [expect.objectContaining({ value: 'Countess' })] }),
    )
    await openEditor(user, 'Name')
    await type('Name', 'Ada King{Enter}')(user)
    await saved('Name')
    expect(stack.mock.store.contact(5)?.name).toBe('Ada King')
    expect(JSON.stringify(fields(stack))).toContain('+442079460000')
  })

  it('is edited in its place in WatBot, where nothing can be cleared', async () => {
    const stack = buildStack({ contacts: 0 })
    const identity = { bot: 1, messenger: 'viber' as const, id: 'v1' }
    const values = { name: textValue('Ada Lovelace'), phones: pointsValue('+442079460000') }
    const { writer } = buildSources(stack.mock).bots
    const [made] =
      (await writer?.createContacts([{ values, tags: [], identity }], { priority: 'person' })) ?? []
    const id = made && 'id' in made ? made.id : 0
    const { user } = await openPage(stack, `/bots/contacts/${id}`)
    const shown = () => stack.mock.store.botContacts.get(id)
    await openEditor(user, 'Phone')
    await type('Phone', '+442079460001{Enter}')(user)
    await saved('Phone')
    expect(shown()?.phone).toBe('442079460001')
    await openEditor(user, 'Phone')
    expect(screen.getByText(/can be replaced later, but not cleared/)).toBeDefined()
    await user.clear(box(/^Phone/))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(box(/^Phone/).getAttribute('aria-invalid')).toBe('true'))
    expect(shown()?.phone).toBe('442079460001')
  })
})
