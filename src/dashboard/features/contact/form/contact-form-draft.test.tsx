import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { changeByOthers, openForm, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { contactDrafts } from './contact-form-drafts.ts'

const edit = '/main/contacts/5/edit'
const save = () => screen.getByRole('button', { name: /^Save/ })
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
  expect(contactDrafts.read('main', 5)).toBeUndefined()
})

it('deletes a draft on request, and when its changes are reverted', async () => {
  const stack = stackWithAda()
  const first = await openForm(edit, stack)
  await first.user.type(box('Full name'), 'x')
  cleanup()
  const { user } = await openForm(edit, stack)
  await user.click(screen.getByRole('button', { name: 'Delete draft' }))
  expect(contactDrafts.read('main', 5)).toBeUndefined()
  await user.type(box('Full name'), 'x')
  expect(contactDrafts.read('main', 5)).toBeDefined()
  await user.type(box('Full name'), '{Backspace}')
  expect(contactDrafts.read('main', 5)).toBeUndefined()
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
  expect(contactDrafts.read('main', 5)).toBeUndefined()
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
  const draft = contactDrafts.read('main', 5)
  if (!draft) throw new Error('no draft')
  const now = draft.at
  for (let id = 100; id < 125; id++) contactDrafts.write('main', id, { ...draft, at: now - id })
  contactDrafts.write('main', 7, { ...draft, at: now - 15 * 86_400_000 })
  localStorage.setItem('kartoteka.draft.main.8', '{"at":1}')
  localStorage.setItem('theme', 'dark')
  contactDrafts.prune(now)
  const keys = Object.keys(localStorage)
  expect(keys.filter((key) => key.startsWith('kartoteka.draft.'))).toHaveLength(20)
  expect(contactDrafts.read('main', 5)).toBeDefined()
  expect(contactDrafts.read('main', 7)).toBeUndefined()
  expect(localStorage.getItem('theme')).toBe('dark')
})

it('reads a draft that version 0.1.0 stored', () => {
  const values = (fields: object) => ({
    name: 'Ada',
    firstName: '',
    lastName: '',
    phones: [],
    emails: [],
    responsible: '',
    tags: [],
    identity: { bot: '', messenger: '', id: '', username: '' },
    fields,
  })
  const old = values({
    f1: { kind: 'reaches', items: [{ value: 'ada', kind: 'WORK' }] },
    f2: { kind: 'options', chosen: [3, 4], lost: ['Gone'] },
    f3: { kind: 'kept' },
  })
  const draft = { at: 1, values: old, base: old }
  localStorage.setItem('kartoteka.draft.main.9', JSON.stringify(draft))
  expect(contactDrafts.read('main', 9)?.values.fields).toEqual({
    f1: { kind: 'contactPoints', items: [{ value: 'ada', kind: 'WORK' }] },
    f2: { kind: 'options', selected: [3, 4], lost: ['Gone'] },
    f3: { kind: 'readonly' },
  })
})
