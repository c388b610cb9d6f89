import { screen, waitFor, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { cell, selectCell, issueOf, gridRow, openGrid, pasteTable } from '#testing/grid-screen.ts'
import { openJobClient } from '#testing/job-client.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

const emptyStack = () => buildStack({ contacts: 0 })
const contactsOf = async ({ proxy }: Stack, search = '', source = 'main') => {
  const answer = await proxy.inject(`/api/sources/${source}/contacts?size=250&search=${search}`)
  // the proxy's own response
  return (answer.json() as { items: { name: string; phones: { value: string }[] }[] }).items
}

it('writes 9 of 12 rows, shows why 3 were rejected, and resends them corrected', async () => {
  const stack = emptyStack()
  // The source rejects requests that contain this number without naming the row.
  stack.mock.faults.add({ kind: 'poison', text: '+7666', method: 'POST' })
  const { user } = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  const bad = [3, 7, 11]
  pasteTable(
    Array.from({ length: 12 }, (_, index) => [
      `Contact ${index + 1}`,
      `${bad.includes(index + 1) ? '+7666' : '+7999'}${1_000_000 + index}`,
    ]),
  )
  await user.click(await screen.findByRole('button', { name: 'Create 12 contacts' }))
  expect(
    await screen.findByText('9 contacts saved · 3 rows not saved', {}, { timeout: 45_000 }),
  ).toBeDefined()
  expect(await contactsOf(stack)).toHaveLength(9)
  for (const row of bad) expect(gridRow(row).textContent).toContain('Rejected')
  expect(gridRow(8).querySelector('a')?.getAttribute('href')).toMatch(/^\/main\/contacts\/\d+$/)

  for (const row of bad) {
    await selectCell(cell(row, 'Phones'))
    await user.keyboard(`+7888000000${row}{Enter}`)
  }
  await user.click(screen.getByRole('button', { name: 'Resend 3 rows' }))
  expect(await screen.findByText('12 contacts saved', {}, { timeout: 15_000 })).toBeDefined()
  expect(await contactsOf(stack)).toHaveLength(12)
  expect(await contactsOf(stack, '78880000007')).toMatchObject([
    { phones: [{ value: '+78880000007' }] },
  ])
}, 90_000)

it('shows the issues of cells before anything is sent', async () => {
  const stack = emptyStack()
  const { user } = await openGrid(stack)
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  for (const name of ['Скидка, %', 'Тариф', 'Дата договора'])
    await user.click(screen.getByRole('checkbox', { name }))
  await user.keyboard('{Escape}')
  await selectCell(cell(1, 'Full name'))
  await user.keyboard('Ada')
  await user.keyboard('{Tab}')
  await selectCell(cell(1, 'Скидка, %'))
  pasteTable([['много', 'Нет такого', '31.02.2026']])
  expect(issueOf(cell(1, 'Скидка, %'))).toContain('Enter a number')
  expect(issueOf(cell(1, 'Тариф'))).toContain('“Нет такого”: No such option')
  expect(issueOf(cell(1, 'Дата договора'))).toContain('“31.02.2026”: Not a valid date')
  expect(screen.getByText(/Fix 3 cells/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Create 1 contact' }))
  expect(screen.getByRole('alert').textContent).toMatch(/Fix 3 cells/)
  expect(stack.mock.received.all().filter(({ method }) => method === 'POST')).toEqual([])

  await selectCell(cell(1, 'Скидка, %'))
  pasteTable([['12,5', 'старт', '20.11.2026']])
  expect(screen.queryByText(/Fix \d+ cell/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Create 1 contact' }))
  expect(await screen.findByText('1 contact saved')).toBeDefined()
})

it('asks whether the first line of a paste names columns, and shows those it names', async () => {
  const { user } = await openGrid(emptyStack())
  await selectCell(cell(1, 'Full name'))
  pasteTable([
    ['Телефон', 'ФИО', 'Должность', 'Прочее'],
    ['+79990000001', 'Анна', 'Директор', 'x'],
  ])
  expect(await screen.findByText(/not in the grid.*Прочее/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Yes, column names' }))
  expect(cell(1, 'Full name').textContent).toBe('Анна')
  expect(cell(1, 'Phones').textContent).toBe('+79990000001')
  expect(cell(1, 'Position').textContent).toBe('Директор')
  await waitFor(() => expect(document.activeElement).toBe(cell(1, 'Full name')))
  await user.keyboard('{Control>}z{/Control}')
  expect(cell(1, 'Full name').textContent).toBe('')
})

it('adds, duplicates, fills down, clears and removes rows, and undoes it', async () => {
  const { user } = await openGrid(emptyStack())
  await selectCell(cell(1, 'Full name'))
  await user.keyboard('Ada{Enter}')
  await waitFor(() => expect(document.activeElement).toBe(cell(2, 'Full name')))
  await user.keyboard('{Control>}d{/Control}')
  expect(cell(2, 'Full name').textContent).toBe('Ada')
  await user.click(screen.getByRole('button', { name: 'Duplicate' }))
  expect(cell(3, 'Full name').textContent).toBe('Ada')
  expect(screen.getByRole('button', { name: 'Create 3 contacts' })).toBeDefined()
  await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}{Delete}')
  expect(screen.getByRole('button', { name: 'Create contacts' })).toBeDefined()
  await user.keyboard('{Control>}z{/Control}')
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('9')
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(screen.getByRole('button', { name: 'Create 3 contacts' })).toBeDefined()
  await user.clear(screen.getByRole('spinbutton', { name: 'How many rows to add' }))
  await user.type(screen.getByRole('spinbutton', { name: 'How many rows to add' }), '1000')
  await user.click(screen.getByRole('button', { name: 'Add rows' }))
  expect(screen.getByText(/a grid holds 1,000. Nothing was changed/)).toBeDefined()
})

it('restores cells and an unanswered submission after a reload', async () => {
  const stack = emptyStack()
  const app = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  await app.user.keyboard('Ada{Enter}')
  app.unmount()
  const stored = localStorage.getItem('kartoteka.grid.main')
  expect(stored).toContain('Ada')
  const again = await renderApp('/main/contacts/batch', { stack })
  await screen.findByText('Your earlier work was restored.')
  const { fetch } = stack
  let isCut = true
  const cut: typeof globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (init?.method === 'POST' && isCut) throw new TypeError('cut')
    return answer
  }
  vi.stubGlobal('fetch', cut)
  await again.user.click(screen.getByRole('button', { name: 'Create 1 contact' }))
  await screen.findByRole('button', { name: 'Retry' })
  again.unmount()
  isCut = false
  await renderApp('/main/contacts/batch', { stack })
  expect(await screen.findByText('1 contact saved')).toBeDefined()
  expect(await contactsOf(stack)).toHaveLength(1)
})

it('shows why the rows wait, with the texts of the jobs page', async () => {
  const stack = buildStack({ contacts: 0, jobSettings: { firstWait: 50, maxWait: 50 } })
  const fault = stack.mock.faults.add({ kind: 'status', status: 402, method: 'POST' })
  const { user } = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  await user.keyboard('Ada{Enter}')
  await user.click(screen.getByRole('button', { name: 'Create 1 contact' }))
  await screen.findByText(/The account is not paid. Once it is, the job continues/)
  stack.mock.faults.remove(fault.id)
  expect(await screen.findByText('1 contact saved')).toBeDefined()
})

it('asks for the messenger identity at a bot', async () => {
  const stack = emptyStack()
  const { user } = await openGrid(stack, 'bots')
  await selectCell(cell(1, 'Full name'))
  await user.keyboard('Ada{Enter}')
  expect(issueOf(cell(1, 'Bot'))).toBe('Enter a value.')
  expect(issueOf(cell(1, 'Messenger'))).toBe('Enter a value.')
})

it('speaks Russian', async () => {
  const { user } = await openGrid(emptyStack(), 'legacy', 'ru')
  await selectCell(cell(1, 'Полное имя'))
  await user.keyboard('Анна{Enter}')
  await user.click(screen.getByRole('button', { name: 'Создать 1 контакт' }))
  expect(await screen.findByText('Записан 1 контакт')).toBeDefined()
})

it.each([
  { language: 'en', word: 'May have been saved', find: 'Find “Ada Lovelace” in contacts' },
  { language: 'ru', word: 'Могло сохраниться', find: 'Найти «Ada Lovelace» в контактах' },
] as const)(
  'links rows whose response was lost to where they can be checked: $word',
  async ({ language, word, find }) => {
    const stack = buildStack({
      contacts: 0,
      jobSettings: { firstWait: 60_000, maxWait: 60_000 },
    })
    stack.mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
    const { user } = await openGrid(stack, 'main', language)
    await selectCell(gridRow(1).querySelectorAll<HTMLElement>('[role=gridcell]')[0]!) // has columns
    pasteTable([
      ['Ada Lovelace', '+79165550101'],
      ['', '+79165550102; +79165550103'],
    ])
    await user.keyboard('{Control>}{Enter}{/Control}')
    // The source cannot be queried, and the job is stopped.
    await expect.poll(() => stack.mock.store.countContacts(), { interval: 1 }).toBe(2)
    stack.mock.faults.add({ kind: 'status', status: 402, method: 'GET', path: '/api/v4/contacts' })
    const { ask } = openJobClient(stack)
    const [job] = (await ask('GET', '')).json<{ items: { id: string }[] }>().items
    await ask('POST', `/${job?.id}/cancel`)
    await waitFor(() => expect(gridRow(2).textContent).toContain(word), { timeout: 10_000 })
    const link = await screen.findByRole('link', { name: new RegExp(`^${find}`) })
    expect(link.getAttribute('href')).toBe('/main/contacts?search=Ada+Lovelace')
    const ofRow = (row: number) => within(gridRow(row)).getByRole('link', { name: word })
    expect(ofRow(1).getAttribute('href')).toBe('/main/contacts?search=Ada+Lovelace')
    expect(ofRow(2).getAttribute('href')).toBe('/main/contacts?search=%2B79165550102')
  },
)
it('selects an option in a cell by keys, goes down by Enter, and leaves by Escape', async () => {
  const { user } = await openGrid(buildStack())
  await selectCell(cell(1, 'Responsible'))
  await user.keyboard('{F2}')
  const list = await screen.findByRole('listbox', { name: /Responsible/ })
  const names = within(list)
    .getAllByRole('option')
    .map((option) => option.textContent)
  await user.keyboard('{ArrowDown}{Enter}')
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(cell(1, 'Responsible').textContent).toBe(names[1])
  await waitFor(() => expect(document.activeElement).toBe(cell(2, 'Responsible')))

  await user.keyboard('{F2}')
  await screen.findByRole('listbox', { name: /Responsible/ })
  await user.keyboard('{ArrowDown}{Escape}')
  expect(cell(2, 'Responsible').textContent).toBe('')
  await waitFor(() => expect(document.activeElement).toBe(cell(2, 'Responsible')))

  await user.keyboard('{F2}')
  await screen.findByRole('listbox', { name: /Responsible/ })
  await user.keyboard('{ArrowDown}{Tab}')
  expect(cell(2, 'Responsible').textContent).toBe(names[1])
})

it('finds the option of a cell by typing, and keeps a text that none has as an issue', async () => {
  const { user } = await openGrid(buildStack())
  await selectCell(cell(1, 'Responsible'))
  await user.keyboard('{F2}')
  const list = await screen.findByRole('listbox', { name: /Responsible/ })
  const name = within(list).getAllByRole('option')[1]?.textContent ?? ''
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(cell(1, 'Responsible')))

  await user.keyboard(name.slice(0, 3))
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Search' })).toBeDefined())
  await screen.findByRole('option', { name })
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
  expect(cell(1, 'Responsible').textContent).toBe(name)
  await waitFor(() => expect(document.activeElement).toBe(cell(2, 'Responsible')))

  await user.keyboard('Nobody')
  expect(
    (await screen.findByRole('option', { name: 'Keep “Nobody”: no such option' })).textContent,
  ).toBeDefined()
  await user.keyboard('{Enter}')
  expect(issueOf(cell(2, 'Responsible'))).toContain('No such option')
})

it('selects the tags of a cell from the list, and goes on by a second Enter', async () => {
  const { user } = await openGrid(buildStack())
  await selectCell(cell(1, 'Tags'))
  await user.keyboard('{F2}')
  const list = await screen.findByRole('listbox', { name: /Tags/ })
  const [first] = await within(list).findAllByRole('option')
  const tag = first?.textContent ?? ''
  await user.click(within(list).getByRole('option', { name: tag }))
  expect(cell(1, 'Tags').querySelector('[role=combobox]')?.firstChild?.textContent).toBe(tag)
  await user.keyboard('brand new; second{Enter}{Enter}')
  expect(cell(1, 'Tags').textContent).toBe(`${tag}; brand new; second`)
  await waitFor(() => expect(document.activeElement).toBe(cell(2, 'Tags')))

  // What was typed is kept by a press elsewhere, too.
  await user.keyboard('pressed')
  await screen.findByRole('combobox', { name: 'Search' })
  await user.click(cell(3, 'Full name'))
  expect(cell(2, 'Tags').textContent).toBe('pressed')
  await selectCell(cell(2, 'Tags'))
  await user.keyboard('{F2}')
  await screen.findByRole('listbox', { name: /Tags/ })
  await user.keyboard('{Backspace}another{Escape}')
  expect(cell(2, 'Tags').textContent).toBe('pressed')
})
