import { screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  columnsKnown,
  comfortableWidth,
  printLayout,
  readLayout,
  tracksFor,
  widthLimits,
} from '#dashboard/domain/contact-columns.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

const list = '/main/contacts'
const everything = {
  updatedAt: true,
  responsible: true,
  company: true,
  tags: true,
  nextTask: true,
  authors: true,
}

function ada() {
  const stack = buildStack({ contacts: 0 })
  const fieldOf = (type: string) =>
    stack.mock.store.directory.fields().find((field) => field.type === type)!
  const select = fieldOf('select')
  const tick = fieldOf('checkbox')
  const number = fieldOf('numeric')
  stack.mock.store.addContact({ id: 1, name: 'Ada Lovelace', phones: ['+442079460000'] })
  const write = (id: number, values: object[]) => ({ field_id: id, values })
  return { stack, select, tick, number, write }
}

const heads = async () =>
  within(await screen.findByRole('table', { name: 'Contacts' }))
    .getAllByRole('columnheader')
    .map((head) => head.getAttribute('aria-label'))
    .slice(1, -1)

type User = Awaited<ReturnType<typeof renderApp>>['user']
const openPanel = async (user: User) => {
  await user.click(await screen.findByRole('button', { name: 'Columns' }))
  return screen.findByRole('list', { name: 'Shown' })
}

describe('a layout in a URL', () => {
  const column = fc.record(
    {
      id: fc.constantFrom(
        ...columnsKnown(everything),
        'field:1' as const,
        'field:4400101' as const,
      ),
      width: fc.integer({ min: widthLimits.min, max: widthLimits.max }),
      isPinned: fc.constant(true),
    },
    { requiredKeys: ['id'] },
  )

  it('is parsed as it was printed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(column, { selector: (c) => c.id, minLength: 1 }), (columns) => {
        const read = readLayout(printLayout(columns), everything)
        const pinned = [...columns.filter((c) => c.isPinned), ...columns.filter((c) => !c.isPinned)]
        const hasName = columns.some(({ id }) => id === 'name')
        expect(read.filter(({ id }) => hasName || id !== 'name')).toEqual(pinned)
        expect(read.some(({ id }) => id === 'name')).toBe(true)
        expect(readLayout(printLayout(read), everything)).toEqual(read)
      }),
    )
  })

  it('is parsed from any text without duplicates', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readLayout(text, everything)
        expect(new Set(read.map(({ id }) => id)).size).toBe(read.length)
        const sized = read.map(({ id, width, isPinned }) => ({
          id,
          size: width ?? comfortableWidth(id),
          more: width === undefined ? 1 : 0,
          isPinned: isPinned ?? false,
        }))
        expect(tracksFor(sized)['--tracks']).toMatch(/^40px( \S+| minmax\(.*?\))+$/)
      }),
    )
    expect(readLayout('constructor,__proto__,f0,f-1', everything)).toEqual(
      readLayout(undefined, everything),
    )
  })

  it('omits columns that the source does not report', () => {
    const nothing = { ...everything, tags: false, authors: false }
    expect(readLayout('tags,phone,createdBy', nothing)).toEqual([{ id: 'name' }, { id: 'phones' }])
  })
})

describe('the tracks of the table', () => {
  const pinned = { isPinned: true }
  const free = { isPinned: false }

  it('give columns what their content needs, and the rest to those with longer texts', () => {
    const tracks = tracksFor([
      { id: 'name', size: 150, more: 90, ...pinned },
      { id: 'emails', size: 240, more: 10, ...free },
      { id: 'company', size: 300, more: 0, ...free }, // set by the user
    ])
    const rest = 'max(0px, 100% - 770px)'
    expect(tracks).toEqual({
      '--tracks': [
        '40px',
        `minmax(144px, calc(150px + min(90px, ${rest} * 0.9)))`,
        `minmax(154px, calc(240px + min(10px, ${rest} * 0.1)))`,
        '300px',
        'minmax(40px, auto)',
      ].join(' '),
      // Emails scroll below their comfortable width; a name that is shorter needs less.
      '--min-width': `${40 + 150 + 178 + 300 + 40}px`,
      '--pin-1': '40px',
    })
  })

  it('fix all pinned columns but the last, by which the others are placed', () => {
    const tracks = tracksFor([
      { id: 'name', size: 150, more: 90, ...pinned },
      { id: 'emails', size: 240, more: 10, ...pinned },
      { id: 'company', size: 160, more: 0, ...free },
    ])
    expect(tracks['--tracks']).toMatch(/^40px 150px minmax\(154px, .*\) 160px minmax/)
    expect(tracks).toMatchObject({ '--pin-1': '40px', '--pin-2': '190px' })
  })
})

describe('the column panel', () => {
  it('hides, shows and remembers', async () => {
    const { stack } = ada()
    const { user, router, unmount } = await renderApp(list, { stack })
    const shown = await openPanel(user)
    await user.click(within(shown).getByRole('checkbox', { name: 'Email' }))
    await user.click(screen.getByRole('checkbox', { name: 'Next task' }))
    const expected = [
      'Name',
      'Phone',
      'Company',
      'Responsible',
      'Tags',
      'Created',
      'Updated',
      'Next task',
    ]
    await waitFor(async () => expect(await heads()).toEqual(expected))
    expect(router.state.location.search).toHaveProperty('columns')
    unmount()
    const again = await renderApp(list, { stack })
    expect(await heads()).toEqual(expected)
    expect(again.router.state.location.search).toHaveProperty('columns')
    await openPanel(again.user)
    await again.user.click(screen.getByRole('button', { name: 'Reset columns' }))
    await waitFor(async () => expect(await heads()).toContain('Email'))
    expect(again.router.state.location.searchStr).toBe('')
  })

  it('shows a field of the account, and leaves the focus on its box', async () => {
    const { user } = await renderApp(list, { stack: ada().stack })
    await openPanel(user)
    await user.click(await screen.findByRole('checkbox', { name: 'Тариф' }))
    await waitFor(async () => expect(await heads()).toContain('Тариф'))
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Тариф' })
    expect(document.activeElement).toBe(box)
    expect(box.checked).toBe(true)
  })

  it('never hides the name', async () => {
    const { user } = await renderApp(list, { stack: ada().stack })
    const shown = await openPanel(user)
    const name = within(shown).getByRole<HTMLInputElement>('checkbox', { name: 'Name' })
    expect(name.disabled).toBe(true)
  })

  it('moves, pins and resizes by keyboard and announces the position', async () => {
    const { user, router } = await renderApp(list, { stack: ada().stack })
    await openPanel(user)
    screen.getByRole('button', { name: 'Move “Tags” earlier' }).focus()
    await user.keyboard('{Enter}')
    await waitFor(async () => expect((await heads()).slice(4, 6)).toEqual(['Tags', 'Responsible']))
    expect(screen.getByText('“Tags”: position 5')).toBeDefined()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move “Tags” earlier')
    await user.click(screen.getByRole('button', { name: 'Pin “Company”' }))
    await waitFor(async () => expect((await heads()).slice(0, 2)).toEqual(['Name', 'Company']))
    await user.type(
      screen.getByRole('textbox', { name: 'Width of “Phone” in pixels' }),
      '222{Enter}',
    )
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        columns: expect.stringMatching(/^name\*,company\*,phones:222,/),
      }),
    )
  })

  it('resizes a column by arrow keys', async () => {
    const { user, router } = await renderApp(`${list}?columns=name,phone:200`, {
      stack: ada().stack,
    })
    const edge = await screen.findByRole('separator', { name: 'Width of “Phone”' })
    edge.focus()
    await user.keyboard('{ArrowRight}')
    await waitFor(() => expect(edge.getAttribute('aria-valuenow')).toBe('216'))
    await user.keyboard('{ArrowLeft}{ArrowLeft}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ columns: 'name,phones:184' }),
    )
    await user.keyboard('{Escape}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ columns: 'name,phones' }),
    )
  })

  it('changes the density and remembers it', async () => {
    const { user } = await renderApp(list, { stack: ada().stack })
    await openPanel(user)
    await chooseOption(user, 'Row height', 'Compact')
    expect(document.documentElement.dataset['density']).toBe('compact')
    expect(localStorage.getItem('density')).toBe('compact')
    delete document.documentElement.dataset['density']
  })
})

it('renders a custom field by its type', async () => {
  const { stack } = ada()
  const values = Object.fromEntries(
    stack.mock.store.directory.fields().map((field) => [field.type, field]),
  )
  const wanted = {
    select: { value: values['select']!.enums![0]!.value },
    checkbox: { value: true },
    numeric: { value: '12345.5' },
    monetary: { value: '990' },
    url: { value: 'https://example.com/ada' },
    date: { value: Date.UTC(2026, 4, 5, 9) / 1000 },
  }
  const filled = Object.entries(wanted).map(([type, value]) => ({
    field_id: values[type]!.id,
    values: [value],
  }))
  const answer = await stack.mock.app.inject({
    method: 'PATCH',
    url: '/api/v4/contacts/1',
    headers: { authorization: 'Bearer test-token' },
    payload: { custom_fields_values: filled },
  })
  expect(answer.statusCode).toBe(200)
  const columns = ['name', ...filled.map(({ field_id }) => `f${field_id}`)].join(',')
  await renderApp(`${list}?columns=${columns}`, { stack })
  const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
  const texts = within(row)
    .getAllByRole('cell')
    .slice(2, -1)
    .map((cell) => cell.textContent)
  expect(texts.slice(0, 3)).toEqual([wanted.select.value, 'Yes', '12,345.5'])
  expect(texts[3]).toMatch(/990/)
  expect(texts[4]).toBe('example.com/ada')
  expect(texts[5]).toMatch(/May 5, 2026/)
  const link = within(row).getByRole('link', { name: 'example.com/ada' })
  expect(link.getAttribute('href')).toBe('https://example.com/ada')
  await waitFor(async () => expect(await heads()).toContain(values['select']!.name))
})
