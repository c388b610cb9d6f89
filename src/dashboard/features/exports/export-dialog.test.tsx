import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { captureDownloads, openExport } from '#testing/export-screen.ts'
import { chooseOption } from '#testing/choose-option.ts'
import { stackOf } from '#testing/numbered-contacts.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

const list = '/main/contacts'

/** Contacts of which the second page of the source waits until it is released. */
function heldStack(count: number) {
  let release = () => {}
  const waits = new Promise<void>((resolve) => (release = resolve))
  const stack = stackOf(count, 1, {
    relay: (send) => async (request) => {
      if (/contacts\?.*page=2.*limit=250|contacts\?.*limit=250.*page=2/.test(request.path))
        await waits
      return send(request)
    },
  })
  return { stack, release: () => release() }
}

const columnsIn = (dialog: HTMLElement) =>
  within(within(dialog).getByRole('list', { name: 'Columns of the file, in order' }))
    .getAllByRole('checkbox')
    .map((box) => box.closest('label')?.textContent)

describe('an export', () => {
  it('is a worksheet of the shown columns, in the order of the list, with two clicks', async () => {
    const { begin, dialog, downloads } = await openExport({
      stack: stackOf(260),
      url: `${list}?sort=-name`,
    })
    expect(within(dialog).getByRole('radio', { name: /^Excel/ })).toHaveProperty('checked', true)
    const titles = [
      'Name',
      'Phone',
      'Email',
      'Company',
      'Responsible',
      'Tags',
      'Created',
      'Updated',
    ]
    expect(columnsIn(dialog)).toEqual(titles)
    await begin()
    const [head, first, ...rest] = await downloads.rows()
    expect(head).toEqual(titles)
    expect(first?.[0]).toBe('Person 260')
    expect(first?.[7]).toEqual(new Date((1_700_000_260 + 3 * 3600) * 1000))
    expect(rest).toHaveLength(259)
    expect(downloads.links[0]?.name).toMatch(/^contacts-main-\d{4}-\d\d-\d\d\.xlsx$/)
    expect(await within(dialog).findByText(/^260 contacts · /)).toBeDefined()
    expect(within(dialog).getByText(/time zone: Europe\/Moscow/)).toBeDefined()
  })

  it('has the columns that are ticked, in their order, and the name that was typed', async () => {
    const stack = stackOf(1)
    const contact = stack.mock.store.contact(1)!
    stack.mock.store.contacts.save(contact, { ...contact, name: 'Ada' })
    const { begin, dialog, downloads, user } = await openExport({ stack })
    const tick = (name: string) => user.click(within(dialog).getByRole('checkbox', { name }))
    for (const name of ['Company', 'Responsible', 'Tags', 'Created', 'Updated']) await tick(name)
    await user.click(await within(dialog).findByRole('checkbox', { name: 'Комментарий' }))
    const grip = within(dialog).getByRole('button', { name: /^Move “Комментарий”/ })
    grip.focus()
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(document.activeElement).toBe(
      within(dialog).getByRole('button', { name: /^Move “Комментарий”/ }),
    )
    expect(within(dialog).getByText('“Комментарий” is now number 2')).toBeDefined()
    expect(columnsIn(dialog)).toEqual(['Name', 'Комментарий', 'Phone', 'Email'])
    await user.clear(within(dialog).getByLabelText('File name'))
    expect(within(dialog).getByText('Enter a file name')).toBeDefined()
    await user.type(within(dialog).getByLabelText('File name'), 'Осень')
    await begin()
    expect(await downloads.rows()).toEqual([
      ['Name', 'Комментарий', 'Phone', 'Email'],
      ['Ada', null, null, null],
    ])
    expect(downloads.links[0]?.name).toBe('Осень.xlsx')
  })

  it('is a CSV file with the chosen separator, mark and language, and one value in a cell', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ name: 'Ada', phones: ['+79160000001', '+442079460000'] })
    const { begin, dialog, downloads, user } = await openExport({ stack })
    await user.click(within(dialog).getByRole('radio', { name: /^CSV/ }))
    const mark = within(dialog).getByRole('checkbox', { name: /^Mark the encoding/ })
    expect(mark).toHaveProperty('checked', false)
    await chooseOption(user, within(dialog).getByLabelText('Separator'), 'Semicolon')
    expect(mark).toHaveProperty('checked', true)
    await user.click(within(dialog).getByRole('checkbox', { name: /^Protect phones/ }))
    await chooseOption(user, within(dialog).getByLabelText('Several values'), 'Only the first')
    await chooseOption(user, within(dialog).getByLabelText('Header language'), 'Русский')
    await begin()
    const [head, row] = await downloads.lines()
    expect(head).toMatch(/^\uFEFFИмя;Телефон;E-mail;Компания;/)
    expect(row).toMatch(/^Ada;"=""\+79160000001""";/)
  })

  it('is of the shown page on request, and of what the filter matches otherwise', async () => {
    const stack = stackOf(70)
    const { begin, dialog, downloads, user } = await openExport({ stack })
    await user.click(within(dialog).getByRole('radio', { name: 'Only this page (50)' }))
    await begin()
    expect(await downloads.rows()).toHaveLength(51)
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1)!)
    document.body.innerHTML = ''
    const narrow = await openExport({ stack, url: `${list}?ids=3%2C7` })
    expect(screen.getByRole('heading', { name: 'Export all matching contacts' })).toBeDefined()
    expect(within(narrow.dialog).queryByRole('radio', { name: /^Only this page/ })).toBeNull()
    await narrow.begin()
    expect((await narrow.downloads.rows()).map(([name]) => name)).toEqual([
      'Name',
      'Person 7',
      'Person 3',
    ])
  })

  it('is of the selected contacts, and says which no longer exist', async () => {
    const stack = stackOf(10)
    const downloads = captureDownloads(stack)
    const { user } = await renderApp(list, { stack })
    await screen.findByRole('table')
    for (const id of [7, 2, 3])
      fireEvent.click(document.querySelector(`tr[data-id="${id}"] input`)!)
    const bar = (await screen.findByText(/selected$/)).closest('div')!
    await user.click(within(bar).getByRole('button', { name: 'Export' }))
    const dialog = await screen.findByRole('dialog', { name: 'Export 3 selected contacts' })
    const before = stack.mock.store.contact(2)!
    stack.mock.store.contacts.save(before, { ...before, trashed: true })
    await user.click(within(dialog).getByRole('button', { name: 'Export' }))
    expect(await downloads.rows()).toHaveLength(3)
    expect(within(dialog).getByText(/1 of 3 no longer exist/)).toBeDefined()
  })

  it('says why there is no file, and starts over', async () => {
    const stack = stackOf(300)
    const { id } = stack.mock.faults.add({ kind: 'ignore-filter' })
    const { begin, dialog, downloads, user } = await openExport({ stack, url: `${list}?ids=3` })
    await begin()
    expect(await within(dialog).findByText(/The account ignored the filter/)).toBeDefined()
    expect(downloads.links).toEqual([])
    stack.mock.faults.remove(id)
    await user.click(within(dialog).getByRole('button', { name: 'Start over' }))
    expect(await downloads.rows()).toHaveLength(2)
  })

  it('rejects what cannot be ordered at its place', async () => {
    const stack = stackOf(1)
    const { begin, dialog } = await openExport({ stack })
    stack.exports.order = () => Promise.reject(new Error('broken'))
    await begin()
    expect((await within(dialog).findAllByRole('status'))[0]?.textContent).toMatch(
      /Kartoteka|error/,
    )
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Export' }))
  })
})

describe('an export whose window is closed', () => {
  const started = async (stack: Stack) => {
    const opened = await openExport({ stack })
    await opened.begin()
    expect(await within(opened.dialog).findByText('250 contacts read so far')).toBeDefined()
    await opened.user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    return opened
  }

  it('goes on, and says on another page that its file is ready', async () => {
    const { stack, release } = heldStack(600)
    const { user, downloads } = await started(stack)
    await user.click(screen.getByRole('link', { name: /^Jobs/ }))
    const mine = await screen.findByRole('region', { name: 'My exports' })
    expect(within(mine).getByText(/250 contacts read so far/)).toBeDefined()
    release()
    const notices = await screen.findByRole('region', { name: 'Notifications' })
    await user.click(await within(notices).findByRole('button', { name: 'Download' }))
    expect(await downloads.rows()).toHaveLength(601)
    const link = await within(mine).findByRole('link', { name: 'Download' })
    expect(link.getAttribute('href')).toBe(downloads.links[0]?.path)
    await user.click(within(mine).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'My exports' })).toBeNull())
  })

  it('is stopped on the page of jobs, without a file', async () => {
    const { stack, release } = heldStack(600)
    const { user, downloads } = await started(stack)
    await user.click(screen.getByRole('link', { name: /^Jobs/ }))
    const mine = await screen.findByRole('region', { name: 'My exports' })
    await user.click(within(mine).getByRole('button', { name: 'Stop' }))
    expect(await within(mine).findByText(/^Export stopped, there is no file/)).toBeDefined()
    release()
    await stack.exports.idle()
    expect(downloads.links).toEqual([])
  })
})

it('is available in Russian, with Excel’s defaults there, and returns the focus', async () => {
  const { begin, dialog, downloads, user } = await openExport({ stack: stackOf(2), language: 'ru' })
  await user.click(within(dialog).getByRole('radio', { name: /^CSV/ }))
  expect(within(dialog).getByLabelText('Разделитель').textContent).toBe('Точка с запятой')
  await begin()
  expect((await downloads.lines())[0]).toMatch(/^\uFEFFИмя;Телефон/)
  expect(await within(dialog).findByText(/^2 контакта · /)).toBeDefined()
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Выгрузить' }))
})
