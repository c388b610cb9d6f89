import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { firstOf } from '#testing/first-of.ts'
import { unreachableProvider } from '#testing/open-id.ts'
import { goodPassword, openPeopleHarness } from '#testing/people-harness.ts'
import { renderAs } from '#testing/render-as.tsx'
import { watchLeaving } from '#testing/watch-leaving.ts'
import { renderApp } from '#testing/render-app.tsx'

describe('the account', () => {
  it('says that nobody is registered', async () => {
    await renderApp('/account')
    expect(await screen.findByText(/^Nobody is registered: whoever opens/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull()
  })

  it('lists what one may do, and signs out of another browser', async () => {
    const app = await renderAs({ main: 'editor', bots: 'support' }, '/account')
    expect(await screen.findByText(/^Editor/)).toBeDefined()
    expect(screen.getByText(/at most 250 rows at once/)).toBeDefined()
    const other = await app.signedIn('ada@example.com', '10.0.0.2')
    await app.client.invalidateQueries({ queryKey: ['session'] })
    await app.user.click(await screen.findByRole('button', { name: /^Sign out: / }))
    await waitFor(async () => expect((await other.whoAmI()).user).toBeNull())
    expect(await screen.findByText('Nowhere else.')).toBeDefined()
  })

  it('asks to sign in again before it signs out of others, some time after signing in', async () => {
    const app = await renderAs('editor', '/account')
    const other = await app.signedIn('ada@example.com', '10.0.0.2')
    app.clock.at += 11 * 60_000
    await app.client.invalidateQueries({ queryKey: ['session'] })
    await app.user.click(await screen.findByRole('button', { name: 'Sign out everywhere else' }))
    const dialog = await screen.findByRole('dialog', { name: 'Sign in to continue' })
    expect((await other.whoAmI()).user).not.toBeNull()
    await app.user.type(within(dialog).getByLabelText('Email'), 'ada@example.com')
    await app.user.type(within(dialog).getByLabelText('Password'), goodPassword)
    await app.user.click(within(dialog).getByRole('button', { name: 'Sign in' }))
    await waitFor(async () => expect((await other.whoAmI()).user).toBeNull())
    expect(await screen.findByText('Nowhere else.')).toBeDefined()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('ends nothing of somebody else who signs in there, whose page is loaded anew', async () => {
    const app = await renderAs('editor', '/account')
    await app.register('bob@example.com', 'viewer')
    const ada = await app.signedIn('ada@example.com', '10.0.0.2')
    const bob = await app.signedIn('bob@example.com', '10.0.0.3')
    app.clock.at += 11 * 60_000
    await app.client.invalidateQueries({ queryKey: ['session'] })
    await app.user.click(await screen.findByRole('button', { name: 'Sign out everywhere else' }))
    const dialog = await screen.findByRole('dialog', { name: 'Sign in to continue' })
    const page = watchLeaving()
    await app.user.type(within(dialog).getByLabelText('Email'), 'bob@example.com')
    await app.user.type(within(dialog).getByLabelText('Password'), goodPassword)
    await app.user.click(within(dialog).getByRole('button', { name: 'Sign in' }))
    await page.left()
    expect(localStorage.getItem('kartoteka.unsure')).toBe('once')
    expect((await bob.whoAmI()).user).not.toBeNull()
    expect((await ada.whoAmI()).user).not.toBeNull()
  })

  it('changes the password', async () => {
    const app = await renderAs('viewer', '/account')
    const current = await screen.findByLabelText('Current password')
    await app.user.type(current, 'not it at all')
    await app.user.type(screen.getByLabelText('New password'), 'another long password')
    await app.user.type(screen.getByLabelText('Repeat it'), 'another long password')
    await app.user.click(screen.getByRole('button', { name: 'Change password' }))
    expect(await screen.findByText('The current password is wrong.')).toBeDefined()
    await app.user.clear(current)
    await app.user.type(current, goodPassword)
    await app.user.click(screen.getByRole('button', { name: 'Change password' }))
    expect(await screen.findByText(/^Password changed/)).toBeDefined()
    const browser = app.openBrowser('10.0.0.3')
    const answer = await browser.signIn('ada@example.com', 'another long password')
    expect(answer.statusCode).toBe(204)
  })

  it('asks who has no password to sign in again before they set one', async () => {
    const app = await renderAs('viewer', '/account')
    // As somebody who signs in at a provider, some time ago.
    const [ada] = (await app.auth.users.list()).filter(({ email }) => email === 'ada@example.com')
    await app.store.db.updateTable('users').set({ password_hash: null }).execute()
    await app.auth.changes.update(ada?.id ?? '', { name: 'Ada' }, localActor)
    app.clock.at += 11 * 60_000
    await app.client.invalidateQueries({ queryKey: ['session'] })
    expect(await screen.findByText(/^You have no password/)).toBeDefined()
    await app.user.type(screen.getByLabelText('New password'), 'another long password')
    await app.user.type(screen.getByLabelText('Repeat it'), 'another long password')
    await app.user.click(screen.getByRole('button', { name: 'Set password' }))
    expect(await screen.findByRole('dialog', { name: 'Sign in to continue' })).toBeDefined()
    expect(screen.getByText('To set a password, sign in again first.')).toBeDefined()
    expect(await app.store.db.selectFrom('users').select('password_hash').execute()).toContainEqual(
      {
        password_hash: null,
      },
    )
  })

  it('makes a key that is shown once, and revokes it', async () => {
    const app = await renderAs('editor', '/account')
    await app.user.click(await screen.findByRole('button', { name: 'New key' }))
    const dialog = await screen.findByRole('dialog', { name: 'New key' })
    await app.user.click(within(dialog).getByRole('button', { name: 'Create' }))
    expect(within(dialog).getByText('Say what the key is for.')).toBeDefined()
    await app.user.type(within(dialog).getByLabelText('Purpose'), 'Nightly')
    await app.user.click(within(dialog).getByRole('button', { name: 'Create' }))
    const shown = await screen.findByRole('textbox', { name: 'API keys' })
    expect(shown).toHaveProperty('value', expect.stringMatching(/^ktk_/))
    await app.user.click(firstOf(screen.getAllByRole('button', { name: 'Done' })))
    await app.user.click(await screen.findByRole('button', { name: 'Revoke: Nightly' }))
    const question = await screen.findByRole('alertdialog')
    await app.user.click(within(question).getByRole('button', { name: 'Revoke' }))
    expect(await screen.findByText('No keys.')).toBeDefined()
  })
})

describe('signing out', () => {
  it('asks before it removes drafts, and leaves nothing of the person in the browser', async () => {
    const app = await renderAs('editor', '/account')
    localStorage.setItem('kartoteka.draft.main.new.form', '{}')
    localStorage.setItem('kartoteka.views.main', '[]')
    localStorage.setItem('another program', 'stays')
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }))
    const question = await screen.findByRole('alertdialog', { name: 'Sign out and delete drafts?' })
    await app.user.click(within(question).getByRole('button', { name: 'Stay signed in' }))
    expect((await app.browser.whoAmI()).user).not.toBeNull()
    await app.user.click(screen.getByRole('button', { name: 'Sign out' }))
    await app.user.click(await screen.findByRole('button', { name: 'Sign out and delete' }))
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined()
    expect((await app.browser.whoAmI()).user).toBeNull()
    expect(
      app.client.getQueryCache().find({ queryKey: ['contacts'], exact: false }),
    ).toBeUndefined()
    await waitFor(() =>
      expect(Object.keys(localStorage).toSorted()).toEqual([
        'another program',
        'kartoteka.person',
        'kartoteka.unsure',
      ]),
    )
  })

  it('uses the way of the provider where there is one', async () => {
    const harness = openPeopleHarness({ openId: unreachableProvider })
    const app = await renderAs('editor', '/account', { harness })
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }))
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined()
    expect(screen.getByRole('link', { name: 'Sign in with Example' })).toBeDefined()
    expect((await app.browser.whoAmI()).user).toBeNull()
  })

  it('that does not succeed says so, and the person stays', async () => {
    const harness = openPeopleHarness()
    const app = await renderAs('editor', '/account', { harness })
    const { fetch } = globalThis
    vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
      init?.method === 'DELETE' ? Promise.reject(new TypeError('no network')) : fetch(input, init),
    )
    localStorage.setItem('views.main', '[]')
    await app.user.click(await screen.findByRole('button', { name: 'Sign out' }))
    await app.user.click(await screen.findByRole('button', { name: 'Sign out and delete' }))
    expect(await screen.findByText(/^No connection to Kartoteka/)).toBeDefined()
    expect(localStorage.getItem('views.main')).toBe('[]')
  })
})

describe('what one may not do', () => {
  it('is not offered to somebody who only looks', async () => {
    await renderAs('viewer', '/main/contacts')
    expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
    expect(screen.queryByRole('link', { name: 'New contact' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Jobs' })).toBeDefined() // they may read them
  })

  it('is said with its number before more rows are ordered than the role allows', async () => {
    const app = await renderAs('editor', '/main/contacts')
    const root = await app.signedIn('root@example.com')
    const settings = { maxRows: 1, mayExport: true, visibility: 'all' }
    await root.ask('PUT', '/api/roles/*/editor', { payload: settings })
    await app.client.invalidateQueries()
    const boxes = await screen.findAllByRole('checkbox', { name: /^Select / })
    for (const box of boxes.slice(-2)) await app.user.click(box)
    const responsible = { name: 'Responsible: for all selected' }
    await app.user.click(await screen.findByRole('combobox', responsible))
    await app.user.click(firstOf(await screen.findAllByRole('option')))
    expect(await screen.findByText('At most 1 contact at once')).toBeDefined()
    expect(screen.getByText(/2 are selected/)).toBeDefined()
  })

  it('leaves out bulk edits for support', async () => {
    const app = await renderAs('support', '/main/contacts')
    await app.user.click(firstOf(await screen.findAllByRole('checkbox', { name: /^Select / })))
    expect(await screen.findByRole('button', { name: 'More actions' })).toBeDefined()
    expect(screen.queryByRole('combobox', { name: /for all selected/ })).toBeNull()
    expect(screen.getByRole('link', { name: 'New contact' })).toBeDefined()
  })
})
