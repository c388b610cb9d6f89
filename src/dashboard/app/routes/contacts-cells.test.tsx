import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gathering } from '#dashboard/features/contact/cells/edit-queue.ts'
import { cell, focusedCell, focusRow, openCells, stackOfContacts } from '#testing/cell-screen.ts'
import { changeByOthers, writesOf } from '#testing/form-screen.ts'
import type { Stack } from '#testing/stack.ts'
import { pointsValue } from '#testing/values.ts'

const phoneOf = ({ mock }: Stack, id: number) =>
  JSON.stringify(mock.store.contact(id)?.custom_fields_values ?? [])
const order = () =>
  [...document.querySelectorAll('tbody .contacts-row')].map((row) => row.getAttribute('data-id'))

// Until the row is left: the machine may be slower than the person.
beforeEach(() => void (gathering.time = 60_000))
afterEach(() => void (gathering.time = 1000))

describe('cell mode', () => {
  it('begins by → or F2 on a row, moves by arrows, and ends by Escape', async () => {
    const { user } = await openCells()
    focusRow(1)
    await user.keyboard('{ArrowRight}')
    expect(focusedCell()).toBe('1/phones')
    expect(screen.getByRole('grid', { name: 'Contacts' })).toBeDefined()
    await user.keyboard('{ArrowDown}{ArrowRight}')
    expect(focusedCell()).toBe('2/emails')
    await user.keyboard('{Home}')
    expect(focusedCell()).toBe('2/name')
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Person 2' }))
    expect(screen.getByRole('table', { name: 'Contacts' })).toBeDefined()
    await user.keyboard('{F2}')
    expect(focusedCell()).toBe('2/name')
  })

  it('writes what is typed over a cell, draws it at once, and keeps its row in place', async () => {
    const { user, stack } = await openCells(stackOfContacts(), '/main/contacts')
    expect(order()).toEqual(['3', '2', '1'])
    focusRow(1)
    await user.keyboard('{ArrowRight}')
    await user.keyboard('+442079460099')
    expect(screen.getByRole('textbox', { name: 'Phone' })).toHaveProperty('value', '+442079460099')
    await user.keyboard('{Enter}')
    expect(focusedCell()).toBe('1/phones')
    expect(cell(1, 'phones').textContent).toContain('946-00-99')
    expect(writesOf(stack)).toEqual([]) // it waits for other edits of the contact
    await user.keyboard('{Escape}')
    expect(await screen.findByText('Saved: Phone · Person 1')).toBeDefined()
    expect(phoneOf(stack, 1)).toContain('+442079460099')
    await waitFor(() => expect(cell(1, 'phones').querySelector('.cell-edit')).toBeNull())
    expect(cell(1, 'phones').textContent).toContain('946-00-99')
    expect(order()).toEqual(['3', '2', '1'])
  })

  it('goes on to the next cell by Tab, and sends edits of a contact together', async () => {
    const { user, stack } = await openCells()
    focusRow(2)
    await user.keyboard('{F2}')
    await user.keyboard('Ada King{Tab}')
    expect(focusedCell()).toBe('2/phones')
    await user.keyboard('{Tab}ada@king.org{Enter}{ArrowDown}')
    await screen.findByText(/^Saved: .*Person 2/)
    expect(writesOf(stack)).toHaveLength(1)
    expect(stack.mock.store.contact(2)?.name).toBe('Ada King')
    expect(phoneOf(stack, 2)).toContain('ada@king.org')
  })

  it('says at a cell that its value cannot be edited', async () => {
    const { user } = await openCells()
    focusRow(1)
    await user.keyboard('{F2}{End}{Enter}')
    expect(focusedCell()).toBe('1/updatedAt')
    expect(await screen.findByText('Updated cannot be edited here.')).toBeDefined()
  })
})

describe('an edit in a cell', () => {
  it('is begun by its pencil or a double click, and undone by Ctrl+Z', async () => {
    const { user, stack } = await openCells()
    await user.hover(cell(3, 'emails'))
    await user.click(screen.getByRole('button', { name: 'Edit: Email' }))
    await user.keyboard('new@example.com{Enter}{Escape}')
    await screen.findByText('Saved: Email · Person 3')
    expect(phoneOf(stack, 3)).toContain('new@example.com')
    await user.keyboard('{Control>}z{/Control}')
    await screen.findByText('Change undone.')
    expect(phoneOf(stack, 3)).toContain('person3@example.com')
    await waitFor(() => expect(cell(3, 'emails').textContent).toContain('person3@example.com'))
    await user.dblClick(
      cell(3, 'company').parentElement?.querySelector('[data-column=tags]') ?? document.body,
    )
    expect((await screen.findAllByRole('dialog', { name: 'Tags' })).length).toBeGreaterThan(0)
  })

  it('is what Ctrl+Z undoes, also before it was saved', async () => {
    const { user, stack } = await openCells()
    focusRow(1)
    await user.keyboard('{F2}Ada{Enter}{ArrowDown}')
    await screen.findByText('Saved: Name · Person 1')
    await user.keyboard('Eve{Enter}{Control>}z{/Control}')
    await screen.findByText('Change undone.')
    expect(stack.mock.store.contact(1)?.name).toBe('Ada')
    expect(stack.mock.store.contact(2)?.name).toBe('Person 2')
  })

  it('keeps the page until it is saved', async () => {
    const { user, stack } = await openCells()
    const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(asks()).toBe(false)
    focusRow(1)
    await user.keyboard('{F2}Ada{Enter}')
    expect(asks()).toBe(true)
    await waitFor(() => expect(stack.mock.store.contact(1)?.name).toBe('Ada'))
    await waitFor(() => expect(asks()).toBe(false))
  })

  it('is saved by a press beside it, and stays open with the reason if it is wrong', async () => {
    const { user, stack } = await openCells()
    focusRow(1)
    await user.keyboard('{F2}{ArrowRight}{ArrowRight}')
    await user.keyboard('one@example.org')
    await user.click(
      cell(3, 'name').closest('tr')?.querySelector('[data-column=createdAt]') ?? document.body,
    )
    await screen.findByText('Saved: Email · Person 1')
    expect(phoneOf(stack, 1)).toContain('one@example.org')
  })

  it('is taken back with the reason at its cell if the source rejects it', async () => {
    const { user, stack } = await openCells()
    stack.mock.faults.add({
      kind: 'row-error',
      row: 0,
      code: 'TooLong',
      path_in_row: 'custom_fields_values.0.values.0.value',
      times: 1,
    })
    focusRow(1)
    await user.keyboard('{F2}{ArrowRight}')
    await user.keyboard('+442079460099{Enter}{ArrowDown}')
    const mark = await screen.findByRole('button', { name: 'Not saved. Show why' })
    expect(cell(1, 'phones').contains(mark)).toBe(true)
    expect(cell(1, 'phones').textContent).toContain('946-00-01')
    await user.click(mark)
    const editor = within(await screen.findByRole('dialog', { name: 'Phone' }))
    expect(editor.getByText(/^Too long/)).toBeDefined()
    expect(editor.getByRole('textbox', { name: 'Phone' })).toHaveProperty('value', '+442079460099')
    await user.keyboard('{Enter}{Escape}')
    await screen.findByText('Saved: Phone · Person 1')
    expect(phoneOf(stack, 1)).toContain('+442079460099')
  })

  it('asks at its cell if somebody else has changed the value', async () => {
    gathering.time = 0
    const { user, stack } = await openCells(stackOfContacts(6))
    focusRow(5)
    await user.keyboard('{ArrowRight}')
    await user.keyboard('+442079460002')
    await changeByOthers(stack, [{ attribute: 'phones', set: pointsValue('+442079460009') }])
    const before = writesOf(stack).length
    await user.keyboard('{Enter}')
    const question = within(await screen.findByRole('dialog', { name: 'Phone' }))
    await user.click(await question.findByRole('button', { name: 'Keep theirs' }))
    expect(writesOf(stack)).toHaveLength(before)
    await waitFor(() => expect(cell(5, 'phones').textContent).toContain('946-00-09'))
  })

  it('is pasted with others of a block', async () => {
    const { user, stack } = await openCells()
    focusRow(3)
    await user.keyboard('{F2}')
    await user.paste('Ada King\t+442079460077\tada@king.org')
    await screen.findByText(/^Saved: .*Person 3/)
    expect(stack.mock.store.contact(3)?.name).toBe('Ada King')
    expect(phoneOf(stack, 3)).toContain('+442079460077')
    expect(writesOf(stack)).toHaveLength(1)
  })

  it('is pasted after a preview if the block does not fit', async () => {
    const { user, stack } = await openCells()
    focusRow(3)
    await user.keyboard('{F2}')
    await user.paste('A\nD')
    const preview = within(await screen.findByRole('dialog', { name: 'Paste into the list' }))
    expect(preview.getByText(/^1 row has no room below/)).toBeDefined()
    expect(writesOf(stack)).toEqual([])
    await user.click(preview.getByRole('button', { name: 'Write 1 value' }))
    await waitFor(() => expect(stack.mock.store.contact(3)?.name).toBe('A'))
  })

  it('is not pasted without a word if it looks wrong', async () => {
    const { user, stack } = await openCells()
    focusRow(3)
    await user.keyboard('{F2}')
    await user.paste('Ada King\tнет')
    const preview = within(await screen.findByRole('dialog', { name: 'Paste into the list' }))
    expect(preview.getByText('1 value looks wrong')).toBeDefined()
    await user.click(preview.getByRole('button', { name: 'Write 1 value' }))
    await waitFor(() => expect(stack.mock.store.contact(3)?.name).toBe('Ada King'))
    expect(phoneOf(stack, 3)).toContain('+442079460003')
  })

  it('does not keep another value of the same contact from being saved', async () => {
    const { user, stack } = await openCells(stackOfContacts(6))
    await changeByOthers(stack, [{ attribute: 'phones', set: pointsValue('+442079460009') }])
    focusRow(5)
    await user.keyboard('{ArrowRight}')
    await user.keyboard('+442079460002{Tab}')
    await user.keyboard('five@example.org')
    await user.keyboard('{Enter}{ArrowDown}')
    await screen.findByText(/^Saved: Email · Person 5/)
    expect(phoneOf(stack, 5)).toContain('five@example.org')
    expect(phoneOf(stack, 5)).toContain('+442079460009')
    expect(within(cell(5, 'phones')).getByRole('button', { name: /Not saved/ })).toBeDefined()
  })
})
