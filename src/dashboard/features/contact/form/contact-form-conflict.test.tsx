import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { enterText } from '#testing/enter-text.ts'
import { typeOption } from '#testing/choose-option.ts'
import { changeByOthers, openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { pointsValue, setText, tagsValue } from '#testing/values.ts'

const save = () => screen.getByRole('button', { name: /^Save/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
const read = async ({ proxy }: ReturnType<typeof stackWithAda>) =>
  (await proxy.inject('/api/sources/main/contacts/5')).json<{ name: string; tags: object[] }>()

it.each(['main', 'legacy'])('asks, in %s, which of two changes to keep', async (source) => {
  const stack = stackWithAda()
  const { user } = await openForm(`/${source}/contacts/5/edit`, stack)
  await enterText(user, box('Full name'), ' King')
  await enterText(user, box('Position'), 'Countess')
  await changeByOthers(stack, [
    setText('name', 'Ada Byron'),
    { attribute: 'emails', set: pointsValue('new@example.com') },
  ])
  const before = writesOf(stack).length
  await user.click(save())
  await screen.findByRole('alert', { name: /^Someone else/ })
  await waitFor(() => expect(document.activeElement?.hasAttribute('data-conflict')).toBe(true))
  const choice = within(screen.getByRole('group', { name: 'Full name' }))
  expect(choice.getByRole('radio', { name: 'Yours Ada Lovelace King' })).toBeDefined()
  expect(choice.getByText('Before: Ada Lovelace')).toBeDefined()
  expect(writesOf(stack)).toHaveLength(before)

  await user.click(save())
  expect(await screen.findByText('Choose what to keep: Full name')).toBeDefined()
  await user.click(choice.getByRole('radio', { name: 'Theirs Ada Byron' }))
  expect(box('Full name')).toHaveProperty('value', 'Ada Byron')
  expect(box('Position')).toHaveProperty('value', 'Countess')
  await user.click(save())
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada Byron' })).toBeDefined()
  expect(stack.mock.store.contact(5)?.custom_fields_values).toContainEqual(
    expect.objectContaining({ field_name: 'Должность', values: [{ value: 'Countess' }] }),
  )
  expect(await screen.findByRole('link', { name: 'new@example.com' })).toBeDefined()
})

it('keeps the user’s value if it is selected', async () => {
  const stack = stackWithAda()
  const { user } = await openForm('/main/contacts/5/edit', stack)
  await enterText(user, box('Full name'), ' King')
  await changeByOthers(stack, [setText('name', 'Ada Byron')])
  await user.click(save())
  await user.click(await screen.findByRole('radio', { name: 'Yours Ada Lovelace King' }))
  await user.click(save())
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' })).toBeDefined()
})

it('merges changes that do not conflict, such as tags', async () => {
  const stack = stackWithAda()
  const { user } = await openForm('/main/contacts/5/edit', stack)
  await typeOption(user, 'Tags', 'mine{Enter}')
  await changeByOthers(stack, [
    setText('name', 'Ada Byron'),
    { attribute: 'tags', add: tagsValue('theirs'), remove: tagsValue('vip') },
  ])
  await user.click(save())
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada Byron' })).toBeDefined()
  expect((await read(stack)).tags).toMatchObject([
    { name: 'press' },
    { name: 'theirs' },
    { name: 'mine' },
  ])
  expect(await screen.findByText('Changed by others meanwhile and kept: Tags.')).toBeDefined()
})

it('does not overwrite a change made between its read and its write', async () => {
  const stack = stackWithAda()
  const { user } = await openForm('/legacy/contacts/5/edit', stack)
  await enterText(user, box('Position'), 'Countess')
  // Takes effect after the proxy has read the contact; v2 then rejects the write as outdated.
  stack.mock.faults.add({ kind: 'concurrent-edit', times: 1 })
  await user.click(save())
  expect(await screen.findByRole('radio', { name: 'Theirs Изменено другим' })).toBeDefined()
})

it('keeps the input if the contact no longer exists', async () => {
  const stack = stackWithAda()
  const { user } = await openForm('/main/contacts/5/edit', stack)
  await enterText(user, box('Full name'), ' King')
  const { store } = stack.mock
  const now = store.contact(5)
  if (now) store.updateContact({ ...now, trashed: true }, {}, 0)
  await user.click(save())
  expect(await screen.findByText(/was deleted, or you no longer have access/)).toBeDefined()
  expect(box('Full name')).toHaveProperty('value', 'Ada Lovelace King')
})
