import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { chooseOption, optionNames, typeOption } from '#testing/choose-option.ts'
import { openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'

const edit = '/main/contacts/5/edit'
const save = () => screen.getByRole('button', { name: /^Save/ })
const saved = () => screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })
const chips = () =>
  within(screen.getByRole('list', { name: 'Tags' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent)

/** Ada and an account that has a few tags more than she. */
function stackWithTags() {
  const stack = stackWithAda()
  const { directory } = stack.mock.store
  for (const tag of directory.tags()) if (/^par/i.test(tag.name)) throw new Error(tag.name)
  for (const name of ['Partner', 'Part-time']) directory.tagNamed(name)
  return stack
}
const tagsOf = ({ mock }: ReturnType<typeof stackWithAda>) =>
  mock.store.contact(5)?.tags.map(({ name }) => name)
const listings = ({ mock }: ReturnType<typeof stackWithAda>) =>
  mock.received.all().filter(({ url }) => url.startsWith('/api/v4/contacts/tags'))

it('tags are chosen from those of the account, created and removed', async () => {
  const stack = stackWithTags()
  const { user } = await openForm(edit, stack)
  expect(await optionNames(user, 'Tags')).toEqual(
    expect.arrayContaining(['Part-time', 'Partner', 'press', 'vip']),
  )
  await typeOption(user, 'Tags', 'par')
  await waitFor(() => expect(options()).toEqual(['Part-time', 'Partner', 'Create “par”']))
  await user.click(screen.getByRole('option', { name: 'Partner' }))
  // In another case, it is the same tag.
  await user.keyboard('PART-TIME')
  expect(options()).toEqual(['Part-time'])
  await user.keyboard(',second  market, ')
  await user.click(screen.getByRole('button', { name: 'Remove: press' }))
  expect(chips()).toEqual(['vip', 'Partner', 'Part-time', 'second market'])
  await user.click(save())
  await saved()
  expect(writesOf(stack).map(({ body }) => body)).toMatchObject([
    [
      {
        tags_to_add: [{ name: 'Partner' }, { name: 'Part-time' }, { name: 'second market' }],
        tags_to_delete: [{ name: 'press' }],
      },
    ],
  ])
  await user.click(screen.getByRole('link', { name: 'Edit' }))
  await user.click(await screen.findByRole('button', { name: 'Remove: second market' }))
  await chooseOption(user, 'Tags', 'second market')
  expect(chips()).toContain('second market')
})

it('tags are created while their list cannot be read, which says why', async () => {
  const stack = stackWithTags()
  const fault = stack.mock.faults.add({
    kind: 'status',
    status: 403,
    path: '/api/v4/contacts/tags',
  })
  const { user } = await openForm(edit, stack)
  await typeOption(user, 'Tags', 'partner')
  const list = screen.getByRole('dialog', { name: 'Tags' })
  expect((await within(list).findByText(/access/)).getAttribute('role')).toBe('status')
  expect(options()).toEqual(['Add “partner”'])
  await user.keyboard('{Enter}novel')
  expect(chips()).toEqual(['vip', 'press', 'partner'])
  stack.mock.faults.remove(fault.id)
  await user.click(within(list).getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(options()).toEqual(['Create “novel”']))
  await user.click(save())
  await saved()
  expect(tagsOf(stack)).toEqual(['vip', 'press', 'partner', 'novel'])
})

it('tags are written by name at a source that does not list them', async () => {
  const stack = stackWithTags()
  const { user } = await openForm('/legacy/contacts/5/edit', stack)
  expect(await optionNames(user, 'Tags')).toEqual(['press', 'vip'])
  await typeOption(user, 'Tags', 'Partner')
  expect(options()).toEqual(['Add “Partner”'])
  await user.keyboard('{Control>}{Enter}{/Control}')
  await saved()
  expect(tagsOf(stack)).toEqual(['vip', 'press', 'Partner'])
  expect(listings(stack)).toEqual([])
})
