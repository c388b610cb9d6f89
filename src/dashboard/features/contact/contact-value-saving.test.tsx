import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { changeByOthers, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { pointsValue } from '#testing/values.ts'
import { box, fields, openEditor, openPage, saved, type } from '#testing/value-screen.ts'

describe('a value of a contact that is saved', () => {
  it('returns to its editor, with the reason, if the source rejects it', async () => {
    const { user, stack } = await openPage()
    stack.mock.faults.add({
      kind: 'row-error',
      row: 0,
      code: 'TooLong',
      path_in_row: 'custom_fields_values.0.values.0.value',
      times: 1,
    })
    await openEditor(user, 'Position')
    await user.keyboard('Countess{Enter}')
    expect(await screen.findByText(/^Too long/)).toBeDefined()
    expect(box('Position')).toHaveProperty('value', 'Countess')
    await waitFor(() => expect(document.activeElement).toBe(box('Position')))
    await user.keyboard('{Enter}')
    await saved('Position')
    expect(fields(stack)).toContainEqual(
      expect.objectContaining({ values: [expect.objectContaining({ value: 'Countess' })] }),
    )
  })

  it('says that it may have been saved if the response was lost', async () => {
    const { user, stack } = await openPage()
    const { id } = stack.mock.faults.add({ kind: 'cut', method: 'PATCH' })
    await openEditor(user, 'Position')
    await user.keyboard('Countess{Enter}')
    expect(await screen.findByText(/response was lost: this may have been saved/)).toBeDefined()
    const alert = within(screen.getByRole('alert'))
    expect(alert.getByRole('link', { name: /^Open in Main/ })).toBeDefined()
    expect(box('Position')).toHaveProperty('value', 'Countess')
    stack.mock.faults.remove(id)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await saved('Position')
  })

  it.each([
    ['Keep theirs', '+442079460009'],
    ['Use mine', '+442079460002'],
  ])('asks which of two changes to keep: %s', async (answer, phone) => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Phone')
    await type('Phone', '+442079460002')(user)
    await changeByOthers(stack, [{ attribute: 'phones', set: pointsValue('+442079460009') }])
    const before = writesOf(stack).length
    await user.keyboard('{Enter}')
    const question = within(await screen.findByRole('alert', { name: 'Phone' }))
    expect(question.getByText(/changed this meanwhile|changed meanwhile/)).toBeDefined()
    expect(writesOf(stack)).toHaveLength(before)
    await user.click(question.getByRole('button', { name: answer }))
    await waitFor(() => expect(document.querySelector(`a[href="tel:${phone}"]`)).not.toBeNull())
    await waitFor(() => expect(document.activeElement?.ariaLabel).toBe('Edit: Phone'))
    expect(JSON.stringify(fields(stack))).toContain(phone)
  })

  it('is reported over the page if another contact is shown when its save fails', async () => {
    const stack = stackWithAda()
    stack.mock.store.addContact({ id: 6, name: 'Grace Hopper', phones: ['+12025550100'] })
    const { user, router } = await openPage(stack)
    const held = stack.mock.faults.add({ kind: 'latency', ms: 60_000, method: 'PATCH', times: 1 })
    stack.mock.faults.add({ kind: 'cut', method: 'PATCH' })
    await openEditor(user, 'Position')
    await user.keyboard('Countess{Enter}')
    await waitFor(() => expect(writesOf(stack)).toHaveLength(1))
    await router.navigate({ to: '/$source/contacts/$id', params: { source: 'main', id: '6' } })
    expect(await screen.findByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeDefined()
    stack.mock.faults.remove(held.id)
    expect(
      await screen.findByText('Not saved: Position of Ada Lovelace. Open the contact to see why.'),
    ).toBeDefined()
    expect(screen.queryByRole('textbox', { name: 'Position' })).toBe(null)
    await router.navigate({ to: '/$source/contacts/$id', params: { source: 'main', id: '5' } })
    // What was typed is still there, with the reason.
    expect(await screen.findByRole('textbox', { name: 'Position' })).toHaveProperty(
      'value',
      'Countess',
    )
    expect(screen.getByRole('alert').textContent).toMatch(/may have been saved/)
  })

  it('comes back by Undo', async () => {
    const { user, stack } = await openPage()
    await openEditor(user, 'Name')
    await type('Name', 'Ada King{Enter}')(user)
    const toast = (await saved('Name')).parentElement
    if (!toast) throw new Error('no toast')
    await user.click(within(toast).getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Change undone.')).toBeDefined()
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeDefined()
    expect(stack.mock.store.contact(5)?.name).toBe('Ada Lovelace')
  })

  it('is drawn at once, and two edits of a contact are sent one after another', async () => {
    const { user, stack } = await openPage()
    const { id } = stack.mock.faults.add({ kind: 'latency', ms: 60_000, method: 'PATCH', times: 1 })
    const before = stack.mock.received.all().length
    await openEditor(user, 'Name')
    await type('Name', 'Ada King{Enter}')(user)
    expect(await screen.findByRole('heading', { level: 1, name: 'Ada King' })).toBeDefined()
    await waitFor(() => expect(writesOf(stack)).toHaveLength(1))
    await openEditor(user, 'Email')
    await type('Email', 'ada@example.org{Enter}')(user)
    expect(await screen.findByRole('link', { name: 'ada@example.org' })).toBeDefined()
    expect(screen.getAllByText('Saving…')).toHaveLength(2)
    // The second one was not even started: it would read the contact.
    expect(
      stack.mock.received
        .all()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual(['GET', 'PATCH'])
    stack.mock.faults.remove(id)
    await saved('Name')
    await saved('Email')
    expect(stack.mock.store.contact(5)?.name).toBe('Ada King')
    expect(JSON.stringify(fields(stack))).toContain('ada@example.org')
  })
})
