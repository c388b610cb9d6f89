import { screen, within } from '@testing-library/react'
import Papa from 'papaparse'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { attributesOf } from '#contract/model/attribute.ts'
import { openExport, stackOf } from '#testing/export-screen.ts'
import { base64Of, captureFiles, type SavedFiles } from '#testing/saved-files.ts'
import { buildStack } from '#testing/stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

const list = '/main/contacts'
let caught: SavedFiles
beforeEach(() => {
  caught = captureFiles()
})

it('of a complete local copy has the order of the list, and says of when it is', async () => {
  const stack = buildStack({ contacts: 0, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  for (let id = 1; id <= 260; id++)
    stack.mock.store.addContact({ id, name: `Person ${String(id).padStart(3, '0')}` })
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  const { begin, dialog } = await openExport({ stack, url: `${list}?sort=-name` })
  expect(within(dialog).getByText(/from the local copy, in the order of the list/)).toBeDefined()
  stack.mock.received.clear()
  await begin()
  const [, first, ...rest] = await caught.lines()
  expect(first?.split(',')[0]).toBe('Person 260')
  expect(rest.filter(Boolean)).toHaveLength(259)
  expect(rest.filter(Boolean).at(-1)?.split(',')[0]).toBe('Person 001')
  expect(within(dialog).getByText(/^From the local copy, synchronised /)).toBeDefined()
  expect(stack.mock.received.all().filter(({ url }) => url.includes('/contacts'))).toEqual([])
})

describe('everything that matches', () => {
  it('becomes a file of the shown columns, in the order of ids', async () => {
    const { begin, dialog } = await openExport({ stack: stackOf(260) })
    expect(within(dialog).getByRole('radio', { name: 'Shown (8)' })).toHaveProperty('checked', true)
    await begin()
    const [head, first, ...rest] = await caught.lines()
    expect(head).toBe('Name,Phone,Email,Company,Responsible,Tags,Created,Updated')
    expect(first?.split(',')[0]).toBe('Person 1')
    expect(rest.filter(Boolean)).toHaveLength(259)
    expect(caught.names[0]).toMatch(/^contacts-main-\d{4}-\d\d-\d\d\.csv$/)
    expect(within(dialog).getByText(/^260 contacts saved to contacts-main-/)).toBeDefined()
  })

  it('is only what the filter and the search match', async () => {
    const { begin } = await openExport({ stack: stackOf(30), url: `${list}?ids=3%2C7` })
    expect(screen.getByRole('heading', { name: 'Export all matching contacts' })).toBeDefined()
    await begin()
    expect((await caught.lines()).map((line) => line.split(',')[0])).toEqual([
      'Name',
      'Person 3',
      'Person 7',
      '',
    ])
  })

  it('is written with the selected separator, byte order mark and header language', async () => {
    const { begin, dialog, user } = await openExport({ stack: stackOf(1) })
    const mark = within(dialog).getByRole('checkbox', { name: /BOM/ })
    expect(mark).toHaveProperty('checked', false)
    await chooseOption(user, within(dialog).getByLabelText('Separator'), 'Semicolon')
    expect(mark).toHaveProperty('checked', true)
    await chooseOption(user, within(dialog).getByLabelText('Header language'), 'Русский')
    await begin()
    const [head] = await caught.lines()
    expect(head).toMatch(/^Имя;Телефон;E-mail;Компания;/)
    expect(await base64Of(caught.files[0]!.slice(0, 3))).toBe('77u/') // EF BB BF
  })

  it('keeps phones as text for spreadsheets on request', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ name: 'Ada', phones: ['+79160000001'] })
    const { begin, dialog, user } = await openExport({ stack })
    await user.click(within(dialog).getByRole('checkbox', { name: /^Phones .* as text/ }))
    await begin()
    expect((await caught.lines())[1]).toMatch(/^Ada,"=""\+79160000001""",/)
  })

  it('has tabs and no byte order mark on request', async () => {
    const { begin, dialog, user } = await openExport({ stack: stackOf(1) })
    await chooseOption(user, within(dialog).getByLabelText('Separator'), 'Tab')
    await begin()
    expect((await caught.lines())[0]).toMatch(/^Name\tPhone\t/)
  })

  it('has every column of the account on request, with the value of each kind', async () => {
    const stack = buildStack({ contacts: 0 })
    const field = (field_id: number, field_type: string, value: unknown, enum_id?: number) => ({
      field_id,
      field_name: '',
      field_code: null,
      field_type,
      values: [{ value, ...(enum_id && { enum_id }) }],
    })
    stack.mock.store.addContact({
      id: 5,
      name: 'Ada',
      phones: ['+7 (495) 123-45-67', '+442079460000'],
      tags: ['vip', 'press'],
      fields: [
        field(4400102, 'numeric', '-1234567.5'),
        field(4400103, 'textarea', '=1+1'),
        field(4400110, 'checkbox', true),
        field(4400111, 'monetary', '100500.25'),
        field(4400101, 'select', 'Базовый', 3692602),
      ],
    })
    const { begin, dialog, user } = await openExport({ stack })
    await user.click(
      await within(dialog).findByRole('radio', { name: /^All account columns .*\(\d+\)/ }),
    )
    await begin()
    const text = (await caught.lines()).join('\r\n').trim()
    const { data } = Papa.parse<Record<string, string>>(text, { header: true })
    const { info, reader } = stack.sources.main
    const fields = await reader.listFields({ priority: 'person' })
    expect(Object.keys(data[0]!)).toHaveLength(attributesOf(info.capabilities, fields).length)
    expect(data).toEqual([
      expect.objectContaining({
        Name: 'Ada',
        Phone: '+7 (495) 123-45-67, +442079460000',
        Tags: 'vip, press',
        ID: '5',
        'Скидка, %': '-1234567.5',
        Комментарий: "'=1+1",
        'Согласие на рассылку': 'Yes',
        'Сумма покупок, RUB': '100500.25',
        Тариф: 'Базовый',
        Created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      }),
    ])
  })

  it('has the custom fields that are shown', async () => {
    const url = `${list}?columns=name%2Cf4400103`
    const { begin } = await openExport({ stack: stackOf(1), url })
    await begin()
    expect((await caught.lines())[0]).toBe('Name,Комментарий')
  })

  it('shows the total where the source reports it', async () => {
    const { begin } = await openExport({ stack: buildStack(), url: '/bots/contacts' })
    await begin()
    const [, ...rows] = await caught.lines()
    const count = rows.filter(Boolean).length
    expect(await screen.findByText(new RegExp(`^${count} contacts? saved`))).toBeDefined()
    expect(count).toBeGreaterThan(1)
  })
})

it('is available in Russian, with Excel’s defaults there, and returns the focus', async () => {
  const { begin, dialog, user } = await openExport({ stack: stackOf(2), language: 'ru' })
  expect(within(dialog).getByLabelText('Разделитель').textContent).toBe('Точка с запятой')
  await begin()
  expect((await caught.lines())[0]).toMatch(/^Имя;Телефон/)
  expect(await within(dialog).findByText(/^2 контакта сохранено в contacts-main/)).toBeDefined()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Выгрузить' }))
})
