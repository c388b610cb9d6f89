import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { add, contactOf, editAll, press, run, stackOf } from '#testing/batch-screen.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'

describe('the preview', () => {
  it('counts changed, unchanged and deleted contacts', async () => {
    const stack = stackOf(6)
    const { user } = await editAll(stack)
    stack.mock.store.db.run('delete from contacts where id = ?', 6)
    await add(user, 'Tags', 'add')
    await typeOption(user, 'Tags', 'even')
    await press(user, 'Preview')
    expect(await screen.findByText('Will change: 3')).toBeDefined()
    expect(screen.getByText('Already set: 2')).toBeDefined()
    expect(screen.getByText('No longer exist: 1')).toBeDefined()
    await run(user, 'Change 3 contacts')
    expect(await screen.findByRole('link', { name: /^Changed 3/ })).toBeDefined()
    expect(screen.queryByRole('link', { name: /^Unchanged/ })).toBeNull()
  })

  it('shows issues before it reads contacts', async () => {
    const { user } = await editAll(stackOf(2))
    await add(user, 'Сайт')
    await press(user, 'Preview')
    expect(await screen.findByText('Enter a value.')).toBeDefined()
    const box = screen.getByRole('textbox', { name: 'Сайт' })
    expect(document.activeElement).toBe(box)
    await user.type(box, 'nowhere')
    expect(await screen.findByText(/Enter an address/)).toBeDefined()
    expect(screen.queryByText(/Will change/)).toBeNull()
  })

  it('is discarded by another edit, and can be stopped', async () => {
    const stack = stackOf(2)
    const { user } = await editAll(stack)
    await add(user, 'Responsible')
    await chooseOption(user, 'Responsible', 'Марина Зимина')
    await press(user, 'Preview')
    await screen.findByText('Will change: 2')
    await chooseOption(user, 'Responsible', 'Денис Орлов')
    expect(screen.queryByText('Will change: 2')).toBeNull()
    const passed = globalThis.fetch
    globalThis.fetch = (input, init) =>
      String(input instanceof Request ? input.url : input).includes('ids=')
        ? new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
          })
        : passed(input, init)
    await press(user, 'Preview')
    await screen.findByText('Read 0 of 2')
    await press(user, 'Stop')
    expect(await screen.findByText('Reading stopped. Nothing was changed.')).toBeDefined()
    globalThis.fetch = passed
    await press(user, 'Preview')
    await run(user, 'Change 2 contacts')
    await screen.findByRole('link', { name: /^Changed 2/ })
    expect(contactOf(stack, 1).responsible_user_id).toBe(504_143)
  })

  it('shows why contacts could not be read', async () => {
    const stack = stackOf(2)
    const { user } = await editAll(stack)
    await add(user, 'Tags', 'clear')
    stack.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts', times: 1 })
    await press(user, 'Preview')
    await screen.findByText(/Could not read the contacts. The account is not paid/)
    await press(user, 'Preview')
    expect(await screen.findByText('Will change: 1')).toBeDefined()
  })
})
