import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { changeByOthers, openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { contactDrafts } from './contact-form-drafts.ts'

const edit = '/main/contacts/5/edit'
const blank = '/main/contacts/new'
const save = () => screen.getByRole('button', { name: /^Save/ })
const create = () => screen.getByRole('button', { name: /^Create/ })
const box = (name: string | RegExp) => screen.getByRole('textbox', { name })

it('offers a draft after a reload, and detects changes of others since', async () => {
  const stack = stackWithAda()
  const first = await openForm(edit, stack)
  await first.user.type(box('Full name'), ' King')
  cleanup() // the tab is gone
  await changeByOthers(stack, { name: 'Ada Byron' })
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
  await user.type(box('Full name'), ' King')
  await user.click(screen.getByRole('link', { name: 'Legacy' }))
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

it('does not ask where nothing was changed', async () => {
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

it('offers every draft of other tabs, and drops none of them when one is saved', async () => {
  const stack = stackWithAda()
  const anna = await openForm(blank, stack)
  await anna.user.type(box('Full name'), 'Anna')
  cleanup()
  const boris = await openForm(blank, stack)
  await boris.user.type(box('Full name'), 'Boris')
  await boris.user.click(create())
  await screen.findByRole('heading', { level: 1, name: 'Boris' })
  cleanup()
  const clara = await openForm(blank, stack)
  await clara.user.type(box('Full name'), 'Clara')
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

/** Word for word as 0.1.0 wrote it for contact 5 of the mock's account. */
const former = `{"at":${Date.parse('2026-11-20')},"values":{"name":"Ada King","firstName":"","lastName":"",
"phones":[{"value":"+442079460000","kind":"WORK"},{"value":"+442079460001","kind":"MOB"}],
"emails":[{"value":"ada@example.com","kind":"WORK"}],"responsible":"504141","tags":["vip","new"],
"fields":{"f4400101":{"kind":"text","text":"Countess"},"f4400104":{"kind":"number","text":"12,5"},
"f4400103":{"kind":"options","chosen":[3692603],"lost":[]},"f4400114":{"kind":"yesNo","answer":"yes"},
"f4400108":{"kind":"date","day":"1815-12-10","was":null},"f1":{"kind":"kept"},
"f4400112":{"kind":"number","text":"1 234,50"}},
"identity":{"bot":"","messenger":"","id":"","username":""}},
"base":{"name":"Ada Lovelace","firstName":"","lastName":"","phones":[{"value":"+442079460000","kind":"WORK"}],
"emails":[{"value":"ada@example.com","kind":"WORK"}],"responsible":"504141","tags":["vip","press"],
"fields":{},"identity":{"bot":"","messenger":"","id":"","username":""}}}`
