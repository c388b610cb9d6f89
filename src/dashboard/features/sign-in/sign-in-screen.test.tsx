import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { open, request, send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'
import { goodPassword, openPeopleHarness } from '#testing/people-harness.ts'
import { renderApp } from '#testing/render-app.tsx'
import { fetchOf, renderAs } from '#testing/render-as.tsx'
import { watchLeaving } from '#testing/watch-leaving.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const typeInto = async (
  { user }: Awaited<ReturnType<typeof renderAs>>,
  email: string,
  password: string,
) => {
  await user.type(await screen.findByLabelText('Email'), email)
  await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
}

describe('signing in', () => {
  it('is asked for at any address, to which it then leads', async () => {
    const app = await renderAs(null, '/main/contacts')
    await typeInto(app, 'root@example.com', 'not it')
    expect(await screen.findByText('The email or password is wrong.')).toBeDefined()
    await app.user.clear(screen.getByLabelText('Password'))
    await app.user.type(screen.getByLabelText('Password'), `${goodPassword}{Enter}`)
    expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
    expect(app.router.state.location.pathname).toBe('/main/contacts')
  })

  it('explains why signing in at the provider did not succeed', async () => {
    await renderAs(null, '/sign-in?problem=email_unverified&to=%2Fmain')
    expect(await screen.findByText(/^Your email is not verified/)).toBeDefined()
  })

  it('returns to pages of ours only', async () => {
    const app = await renderAs(null, '/sign-in?to=https%3A%2F%2Felsewhere.example%2Fmain')
    await typeInto(app, 'root@example.com', goodPassword)
    await waitFor(() => expect(app.router.state.location.pathname).toBe('/main/overview'))
  })

  it('shows nothing of whoever used the browser before', async () => {
    localStorage.setItem('kartoteka.person', 'the ID of somebody else')
    localStorage.setItem('kartoteka.draft.main.new.form', 'theirs')
    localStorage.setItem('columns.main', 'name')
    const app = await renderAs(null, '/main/contacts')
    const page = watchLeaving()
    await typeInto(app, 'root@example.com', goodPassword)
    await page.left()
    const { user } = await app.browser.whoAmI()
    expect(Object.entries(localStorage)).toEqual([['kartoteka.person', user?.id]])
  })

  it('takes the place of a page from which somebody signed out in another tab', async () => {
    const app = await renderAs('editor', '/main/contacts')
    expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
    await waitFor(() => expect(localStorage.getItem('kartoteka.person')).not.toBeNull())
    const person = localStorage.getItem('kartoteka.person') ?? ''
    await app.auth.sessions.endAll(person, null)
    const page = watchLeaving()
    window.dispatchEvent(
      new StorageEvent('storage', { key: 'kartoteka.person', oldValue: person, newValue: '' }),
    )
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined()
    await page.left()
    expect(screen.queryByRole('table')).toBeNull()
    expect(app.client.getQueryCache().findAll({ queryKey: ['contacts'] })).toEqual([])
  })

  it('keeps drafts for the person who signs in again', async () => {
    const app = await renderAs(null, '/main/contacts')
    const [root] = await app.auth.users.list()
    localStorage.setItem('kartoteka.person', root?.id ?? '')
    localStorage.setItem('kartoteka.draft.main.new.form', 'own')
    await typeInto(app, 'root@example.com', goodPassword)
    expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
    expect(localStorage.getItem('kartoteka.draft.main.new.form')).toBe('own')
  })

  it('opens over the page when the session ends, and the page stays', async () => {
    const app = await renderAs('editor', '/main/contacts/new')
    const name = await screen.findByRole('textbox', { name: 'Full name' })
    await app.user.type(name, 'Typed before')
    await app.auth.sessions.endAll((await app.browser.whoAmI()).user?.id ?? '', null)
    await app.user.click(screen.getByRole('button', { name: /^Create/ }))
    const dialog = await screen.findByRole('dialog', { name: 'You were signed out' })
    expect(dialog).toBeDefined()
    await typeInto(app, 'ada@example.com', goodPassword)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(name).toHaveProperty('value', 'Typed before')
  })
})

describe('the dialog for signing in again', () => {
  const path = '/api/sources/main/contacts'
  const signal = new AbortController().signal
  it.each([
    ['read', () => request(z.unknown(), path)],
    ['sent', () => send(z.unknown(), 'PATCH', path, {})],
    ['sent without an answer', () => sendWithoutAnswer('DELETE', '/api/session/all')],
    ['followed', () => open('/api/events', signal, {})],
  ])('opens when something is %s outside of queries and mutations', async (_how, ask) => {
    const app = await renderAs('editor', '/account')
    await screen.findByRole('heading', { level: 1 })
    await waitFor(() => expect(app.client.isFetching()).toBe(0))
    await app.auth.sessions.endAll((await app.browser.whoAmI()).user?.id ?? '', null)
    expect(screen.queryByRole('dialog')).toBeNull()
    await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await screen.findByRole('dialog', { name: 'You were signed out' })).toBeDefined()
  })
})

describe('a one-time link', () => {
  it('sets a password that was typed twice, and signs in', async () => {
    const harness = openPeopleHarness()
    await harness.register('first@example.com', 'admin')
    const { link } = await harness.auth.changes.add(
      { email: 'new@example.com', name: 'New', roles: [{ source: '*', role: 'viewer' }] },
      localActor,
    )
    const app = await renderAs(null, `/link#${link.secret}`, { harness })
    const first = await screen.findByLabelText('New password')
    const submit = screen.getByRole('button', { name: 'Save and sign in' })
    await app.user.type(first, 'short')
    await app.user.click(submit)
    expect(await screen.findByText('At least 12 characters.')).toBeDefined()
    await app.user.clear(first)
    await app.user.type(first, 'aaaaaaaaaaaa')
    await app.user.type(screen.getByLabelText('Repeat it'), 'aaaaaaaaaaaa')
    await app.user.click(submit)
    expect(await screen.findByText(/^This password is guessed first/)).toBeDefined()
    await app.user.clear(first)
    await app.user.type(first, goodPassword)
    await app.user.click(submit)
    expect(await screen.findByText('The passwords differ.')).toBeDefined()
    await app.user.clear(screen.getByLabelText('Repeat it'))
    await app.user.type(screen.getByLabelText('Repeat it'), goodPassword)
    await app.user.click(submit)
    await waitFor(() => expect(app.router.state.location.pathname).toBe('/main/overview'))
    expect((await app.browser.whoAmI()).user?.email).toBe('new@example.com')
  })

  it('says what to do with one that is not good', async () => {
    await renderAs(null, '/link#nothing')
    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeDefined()
    expect(await screen.findByText(/^The link is incomplete or was revoked/)).toBeDefined()
  })
})

it('asks to sign in again also where the session ended before the page knew whose it was', async () => {
  const harness = openPeopleHarness({ contacts: 3 })
  await harness.register('root@example.com', 'admin')
  const browser = await harness.signedIn('root@example.com')
  const passed = fetchOf(browser)
  const fetch: typeof passed = async (input, init) => {
    if (input === '/api/session') await browser.ask('DELETE', '/api/session')
    return passed(input, init)
  }
  await renderApp('/main/contacts', { stack: { ...harness, fetch } })
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByLabelText('Password')).toBeDefined()
})
