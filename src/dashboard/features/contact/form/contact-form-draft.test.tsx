import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { enterText } from '#testing/enter-text.ts'
import { changeByOthers, openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { setText, tagsValue } from '#testing/values.ts'
import { compareClocks } from '#dashboard/lib/server-clock.ts'
import { contactDrafts } from './contact-form-drafts.ts'

const edit = '/main/contacts/5/edit'
const blank = '/main/contacts/new'
const save = () => screen.getByRole('button', { name: /^Save/ })
const create = () => screen.getByRole('button', { name: /^Create/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })

it('offers a draft after a reload, and detects changes of others since', async () => {
  const stack = stackWithAda()
  const first = await openForm(edit, stack)
  await enterText(first.user, box('Full name'), ' King')
  cleanup() // the tab is closed
  await changeByOthers(stack, [setText('name', 'Ada Byron')])
  const { user } = await openForm(edit, stack)
  expect(screen.getByText(/You have an unsaved draft from/)).toBeDefined()
  expect(box('Full name')).toHaveProperty('value', 'Ada Byron')
  await user.click(screen.getByRole('button', { name: 'Restore' }))
  expect(box('Full name')).toHaveProperty('value', 'Ada Lovelace King')
  await user.click(save())
  await user.click(await screen.findByRole('radio', { name: 'Yours Ada Lovelace King' }))
  await user.click(save())
  await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace King' })
  expect(contactDrafts.list('main', 5)).toEqual([])
})

it('deletes a draft on request, and when its changes are reverted', async () => {
  const stack = stackWithAda()
  const first = await openForm(edit, stack)
  await first.user.type(box('Full name'), 'x')
  cleanup()
  const { user } = await openForm(edit, stack)
  await user.click(screen.getByRole('button', { name: 'Delete draft' }))
  expect(contactDrafts.list('main', 5)).toEqual([])
  await user.type(box('Full name'), 'x')
  expect(contactDrafts.list('main', 5)).toHaveLength(1)
  await user.type(box('Full name'), '{Backspace}')
  expect(contactDrafts.list('main', 5)).toEqual([])
})

it('asks before leaving with unsaved changes', async () => {
  const stack = stackWithAda()
  const { user, router } = await openForm(edit, stack)
  await enterText(user, box('Full name'), ' King')
  await user.click(screen.getByRole('link', { name: /^Legacy/ }))
  const dialog = within(await screen.findByRole('alertdialog'))
  await user.click(dialog.getByRole('button', { name: 'Stay' }))
  expect(router.state.location.pathname).toBe(edit)
  expect(box('Full name')).toHaveProperty('value', 'Ada Lovelace King')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await screen.findByRole('button', { name: 'Leave and delete the draft' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/main/contacts/5'))
  expect(contactDrafts.list('main', 5)).toEqual([])
  expect(writesOf(stack)).toEqual([])
})

it('does not ask if nothing was changed', async () => {
  const { user, router } = await openForm(edit, stackWithAda())
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/main/contacts/5'))
})

it('keeps the twenty newest drafts of the last two weeks and none malformed', async () => {
  const { user } = await openForm(edit, stackWithAda())
  await user.type(box('Full name'), 'x')
  const [draft] = contactDrafts.list('main', 5)
  if (!draft) throw new Error('no draft')
  const now = draft.at
  for (let id = 100; id < 125; id++) contactDrafts.write('main', id, { ...draft, at: now - id })
  contactDrafts.write('main', 7, { ...draft, at: now - 15 * 86_400_000 })
  localStorage.setItem('kartoteka.draft.main.8', '{"at":1}')
  localStorage.setItem('theme', 'dark')
  contactDrafts.prune(now)
  const keys = Object.keys(localStorage)
  expect(keys.filter((key) => key.startsWith('kartoteka.draft.'))).toHaveLength(20)
  expect(contactDrafts.list('main', 5)).toHaveLength(1)
  expect(contactDrafts.list('main', 7)).toEqual([])
  expect(localStorage.getItem('theme')).toBe('dark')
})

it('keeps drafts whatever the clock of this computer says, and those of a later version', async () => {
  const opened = await openForm(blank, stackWithAda())
  await enterText(opened.user, box('Full name'), 'Anna')
  cleanup()
  const later = { formKey: 'later', at: Date.now(), values: 'of another shape' }
  localStorage.setItem('kartoteka.draft.main.new.later', JSON.stringify(later))
  const truth = new Date().toUTCString()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400 * 86_400_000 })
  try {
    compareClocks(truth, Date.now(), Date.now())
    await openForm(blank, stackWithAda())
    expect(screen.getByText(/unsaved draft/)).toBeDefined()
    expect(localStorage.getItem('kartoteka.draft.main.new.later')).not.toBeNull()
  } finally {
    vi.useRealTimers()
    compareClocks(new Date().toUTCString(), Date.now(), Date.now())
  }
})

it('offers every draft of other tabs, and drops none of them when one is saved', async () => {
  const stack = stackWithAda()
  const anna = await openForm(blank, stack)
  await enterText(anna.user, box('Full name'), 'Anna')
  cleanup()
  const boris = await openForm(blank, stack)
  await enterText(boris.user, box('Full name'), 'Boris')
  await boris.user.click(create())
  await screen.findByRole('heading', { level: 1, name: 'Boris' })
  cleanup()
  const clara = await openForm(blank, stack)
  await enterText(clara.user, box('Full name'), 'Clara')
  cleanup()

  const { user } = await openForm(blank, stack)
  const [newest, oldest] = screen.getAllByRole('button', { name: 'Restore' })
  if (!newest || !oldest) throw new Error('two are offered')
  await user.click(oldest)
  expect(box('Full name')).toHaveProperty('value', 'Anna')
  await user.click(screen.getByRole('button', { name: 'Restore' }))
  expect(box('Full name')).toHaveProperty('value', 'Clara')
  expect(contactDrafts.list('main', 'new')).toHaveLength(2)
})

/** In the format of 0.1.0, for contact 5 of the mock's account. */
const identity = '"identity":{"bot":"","messenger":"","id":"","username":""}'
const former = `{"at":${Date.parse('2026-11-20T10:00Z')},"values":{"name":"Ada King","firstName":"","lastName":"",
"phones":[{"value":"+442079460000","kind":"WORK"},{"value":"+442079460001","kind":"MOB"}],
"emails":[{"value":"ada@example.com","kind":"WORK"}],"responsible":"","tags":["vip","new"],
"fields":{"f4400101":{"kind":"options","chosen":[3692603],"lost":[]},
"f4400102":{"kind":"number","text":"12,5"},"f4400103":{"kind":"text","text":"Line one\\nLine two"},
"f4400104":{"kind":"text","text":"https://example.com"},
"f4400105":{"kind":"date","day":"2026-11-20","isHalf":false},
"f4400106":{"kind":"dateTime","wall":"2026-11-20T14:03","was":null,"isHalf":false},
"f4400110":{"kind":"yesNo","answer":"yes"},"f4400111":{"kind":"number","text":"1 234,50"},
"f4400113":{"kind":"kept"}},${identity}},
"base":{"name":"Ada Lovelace","firstName":"","lastName":"","phones":[{"value":"+442079460000","kind":"WORK"}],
"emails":[{"value":"ada@example.com","kind":"WORK"}],"responsible":"","tags":["vip","press"],
"fields":{"f4400102":{"kind":"number","text":""}},${identity}}}`

it('restores a complete draft of 0.1.0 and detects changes of others since', async () => {
  const stack = stackWithAda()
  localStorage.setItem('kartoteka.draft.main.5', former)
  await changeByOthers(stack, [{ attribute: 'tags', add: tagsValue('theirs') }])
  const { user } = await openForm(edit, stack)
  await user.click(screen.getByRole('button', { name: 'Restore' }))
  expect(box('Скидка, %')).toHaveProperty('value', '12,5')
  expect(localStorage.getItem('kartoteka.draft.main.5')).toBeNull()
  expect(contactDrafts.list('main', 5)).toHaveLength(1)
  await user.click(save())
  await screen.findByRole('heading', { level: 1, name: 'Ada King' })
  expect(contactDrafts.list('main', 5)).toEqual([])
  const saved = stack.mock.store.contact(5)
  expect(saved?.tags.map(({ name }) => name)).toEqual(['vip', 'theirs', 'new'])
  expect(
    saved?.custom_fields_values?.map(({ field_id, values }) => [
      field_id,
      values.map(({ value }) => value),
    ]),
  ).toEqual(
    expect.arrayContaining([
      [4400101, ['Бизнес']],
      [4400102, ['12.5']],
      [4400103, ['Line one\nLine two']],
      [4400104, ['https://example.com']],
      [4400106, [Date.parse('2026-11-20T14:03+03:00') / 1000]],
      [4400110, [true]],
      [4400111, ['1234.50']],
    ]),
  )
  const phones = saved?.custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')
  expect(phones?.values.map(({ value, enum_code }) => [value, enum_code])).toEqual([
    ['+442079460000', 'WORK'],
    ['+442079460001', 'MOB'],
  ])
})

it('gives every restored draft of 0.1.0 a create of its own', async () => {
  const stack = stackWithAda()
  const [first, second] = [former, former.replace('Ada King', 'Grace')]
  for (const draft of [first, second]) {
    localStorage.clear() // another browser
    localStorage.setItem('kartoteka.draft.main.new', draft)
    const { user } = await openForm(blank, stack)
    await user.click(screen.getByRole('button', { name: 'Restore' }))
    await user.click(create())
    await screen.findByRole('button', { name: 'Edit: Company' })
    cleanup()
  }
  expect(stack.mock.store.countContacts()).toBe(3)
})
