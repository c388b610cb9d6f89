import { expect, it } from 'vitest'
import type { Problem } from '#contract/api/problem.ts'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import type { LinkFacts } from '#contract/api/sign-in.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

const contacts = '/api/sources/main/contacts'
type WithLink = { user: RegisteredUser; link: { url: string; purpose: string } }

async function openAsAdmin(options: Parameters<typeof openPeopleHarness>[0] = {}) {
  const harness = openPeopleHarness(options)
  const rootId = await harness.register('root@example.com', 'admin')
  return { ...harness, rootId, root: await harness.signedIn('root@example.com') }
}

const outcomeOf = (answer: { statusCode: number; json: <T>() => T }) => [
  answer.statusCode,
  answer.json<Problem>().code,
]

it('invites somebody by a link that is shown once', async () => {
  const { root, openBrowser } = await openAsAdmin()
  const roles = [{ source: 'main', role: 'editor' }]
  const payload = { email: 'Ada@Example.com ', name: 'Ada', roles }
  const answer = await root.ask('POST', '/api/users', { payload })
  expect(answer.statusCode).toBe(201)
  const { user, link } = answer.json<WithLink>()
  expect(user).toMatchObject({
    email: 'Ada@Example.com',
    name: 'Ada',
    roles,
    hasPassword: false,
    isDisabled: false,
    link: { purpose: 'invite' },
    lastSeenAt: null,
  })
  const secret = /^http:\/\/localhost:80\/link#([\w-]{43})$/.exec(link.url)?.[1] ?? ''
  const lookUp = await openBrowser().ask('POST', '/api/links/look-up', {
    payload: { link: secret },
  })
  expect(lookUp.json<LinkFacts>()).toMatchObject({ state: 'good', email: 'Ada@Example.com' })
  const listed = (await root.ask('GET', '/api/users')).body
  expect(listed).toContain('Ada@Example.com')
  expect(listed).not.toContain(secret)
  const twice = await root.ask('POST', '/api/users', {
    payload: { ...payload, email: 'ADA@example.com' },
  })
  expect([twice.statusCode, twice.json<Problem>().fields?.[0]?.name]).toEqual([400, 'email'])
})

it.each([
  ['no role', []],
  ['an admin of one source', [{ source: 'main', role: 'admin' }]],
  [
    'an admin with another role',
    [
      { source: '*', role: 'admin' },
      { source: 'main', role: 'viewer' },
    ],
  ],
  [
    'two roles at one source',
    [
      { source: 'main', role: 'editor' },
      { source: 'main', role: 'viewer' },
    ],
  ],
  ['a source that there is not', [{ source: 'nowhere', role: 'viewer' }]],
])('does not invite somebody with %s', async (_what, roles) => {
  const { root } = await openAsAdmin()
  const payload = { email: 'ada@example.com', roles }
  expect((await root.ask('POST', '/api/users', { payload })).statusCode).toBe(400)
  expect((await root.ask('GET', '/api/users')).body).not.toContain('ada@')
})

it('registers an admin first, so that somebody can change the rest', async () => {
  const { openBrowser } = openPeopleHarness()
  const browser = openBrowser()
  const invite = (role: string) =>
    browser.ask('POST', '/api/users', {
      payload: { email: 'ada@example.com', roles: [{ source: '*', role }] },
    })
  expect((await invite('editor')).statusCode).toBe(400)
  expect((await browser.whoAmI()).mode).toBe('single')
  expect((await invite('admin')).statusCode).toBe(201)
  expect((await browser.ask('GET', '/api/users')).statusCode).toBe(401)
})

it('lets nobody register users whom a reverse proxy has signed in to a shared account', async () => {
  const secret = 'x'.repeat(32)
  const url = new URL('https://contacts.example.com')
  const { openBrowser } = openPeopleHarness({ reverseProxy: { url, secret } })
  const headers = {
    host: url.host,
    origin: url.origin,
    'kartoteka-reverse-proxy': secret,
    'x-forwarded-user': 'eve',
  }
  const browser = openBrowser()
  const payload = { email: 'eve@example.com', roles: [{ source: '*', role: 'admin' }] }
  expect((await browser.ask('POST', '/api/users', { payload, headers })).statusCode).toBe(403)
  const answer = await browser.ask('GET', '/api/session', { headers })
  expect(answer.json()).toMatchObject({
    mode: 'shared',
    via: 'reverseProxy',
    user: { id: 'eve' },
    installation: ['sources', 'audit'],
  })
})

it('recognises who is registered by the e-mail that a reverse proxy names', async () => {
  const secret = 'x'.repeat(32)
  const url = new URL('https://contacts.example.com')
  const { openBrowser, register, auth } = openPeopleHarness({ reverseProxy: { url, secret } })
  await register('root@example.com', 'admin')
  const id = await register('ada@example.com', 'viewer')
  const as = async (user: string) => {
    const headers = {
      host: url.host,
      origin: url.origin,
      'kartoteka-reverse-proxy': secret,
      'x-forwarded-user': user,
    }
    return openBrowser().ask('GET', '/api/session', { headers })
  }
  expect((await as('Ada@example.com')).json()).toMatchObject({
    mode: 'registered',
    via: 'reverseProxy',
    user: { id, email: 'ada@example.com' },
  })
  expect((await as('eve@example.com')).json()).toMatchObject({
    user: null,
    signIn: { unknownUser: 'eve@example.com' },
  })
  await auth.changes.disable(id, localActor)
  expect((await as('ada@example.com')).json()).toMatchObject({ user: null })
})

it('ends the sessions of somebody whose role changes', async () => {
  const { root, register, signedIn } = await openAsAdmin()
  const id = await register('ada@example.com', { main: 'editor' })
  const setRole = (scope: string, role: string) =>
    root.ask('PUT', `/api/users/${id}/roles/${scope}`, { payload: { role } })
  let ada = await signedIn('ada@example.com')
  // The same role again changes nothing.
  expect((await setRole('main', 'editor')).statusCode).toBe(200)
  expect((await ada.ask('GET', contacts)).statusCode).toBe(200)
  const answer = await setRole('main', 'viewer')
  expect(answer.json<RegisteredUser>().roles).toEqual([{ source: 'main', role: 'viewer' }])
  expect((await ada.ask('GET', contacts)).statusCode).toBe(401)
  ada = await signedIn('ada@example.com')
  expect((await root.ask('DELETE', `/api/users/${id}/roles/main`)).statusCode).toBe(200)
  expect((await ada.ask('GET', contacts)).statusCode).toBe(401)
  ada = await signedIn('ada@example.com')
  expect((await ada.ask('GET', contacts)).statusCode).toBe(403)
  expect((await ada.whoAmI()).sources).toEqual([])
})

it('takes every way in from who is disabled or removed', async () => {
  const { root, register, signedIn, openBrowser } = await openAsAdmin()
  const id = await register('ada@example.com', 'editor')
  const ada = await signedIn('ada@example.com')
  const { link } = (await root.ask('POST', `/api/users/${id}/link`)).json<WithLink>()
  expect(link.purpose).toBe('reset')
  expect((await root.ask('POST', `/api/users/${id}/disable`)).statusCode).toBe(200)
  expect((await ada.ask('GET', contacts)).statusCode).toBe(401)
  expect((await openBrowser().signIn('ada@example.com')).statusCode).toBe(401)
  const payload = { link: link.url.split('#')[1], password: 'another phrase of Ada' }
  expect((await openBrowser().ask('POST', '/api/links/use', { payload })).statusCode).toBe(400)
  expect((await root.ask('POST', `/api/users/${id}/link`)).statusCode).toBe(400)
  expect((await root.ask('POST', `/api/users/${id}/enable`)).statusCode).toBe(200)
  const again = await signedIn('ada@example.com')
  expect((await root.ask('DELETE', `/api/users/${id}`)).statusCode).toBe(204)
  expect((await again.ask('GET', contacts)).statusCode).toBe(401)
  expect((await openBrowser().signIn('ada@example.com')).statusCode).toBe(401)
  expect((await root.ask('GET', `/api/users/${id}`)).statusCode).toBe(404)
})

it('keeps nothing that only somebody who is removed could see', async () => {
  const { root, register, signedIn, store } = await openAsAdmin()
  const id = await register('ada@example.com', 'editor')
  const ada = await signedIn('ada@example.com')
  for (const [name, isShared] of [
    ['Mine', false],
    ['Ours', true],
  ] as const) {
    const payload = { key: name, name, search: 'sort=name', isShared }
    await ada.ask('POST', '/api/sources/main/views', { payload })
  }
  await ada.ask('PUT', '/api/preferences', {
    payload: { items: [{ key: 'theme', value: 'dark' }] },
  })
  expect((await root.ask('DELETE', `/api/users/${id}`)).statusCode).toBe(204)
  expect(await store.db.selectFrom('views').select('name').execute()).toEqual([{ name: 'Ours' }])
  expect(await store.db.selectFrom('preferences').selectAll().execute()).toEqual([])
})

it('keeps an admin, whoever asks at once', async () => {
  const { root, rootId, register, signedIn } = await openAsAdmin()
  for (const [method, path, payload] of [
    ['DELETE', '', undefined],
    ['POST', '/disable', undefined],
    ['DELETE', '/roles/*', undefined],
    ['PUT', '/roles/*', { role: 'editor' }],
  ] as const) {
    const sent = payload ? { payload } : {}
    const answer = await root.ask(method, `/api/users/${rootId}${path}`, sent)
    expect(outcomeOf(answer)).toEqual([409, 'last_admin'])
  }
  const otherId = await register('ada@example.com', 'admin')
  const ada = await signedIn('ada@example.com')
  // Each takes the other one's role.
  const answers = await Promise.all([
    root.ask('DELETE', `/api/users/${otherId}/roles/*`),
    ada.ask('DELETE', `/api/users/${rootId}/roles/*`),
  ])
  const statuses = answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
  expect(statuses[0]).toBe(200)
  expect([401, 403, 409]).toContain(statuses[1])
  const whoever = [await root.whoAmI(), await ada.whoAmI()]
  expect(whoever.filter(({ installation }) => installation.includes('users'))).toHaveLength(1)
})

it('changes what a role may do at once, also of who is signed in', async () => {
  const { root, register, signedIn } = await openAsAdmin()
  await register('ada@example.com', 'editor')
  const ada = await signedIn('ada@example.com')
  const rightsAt = async (id: string) =>
    (await ada.whoAmI()).sources.find(({ source }) => source === id)
  expect(await rightsAt('main')).toMatchObject({ maxRows: 10_000, visibility: 'all' })
  const set = (scope: string, settings: object) =>
    root.ask('PUT', `/api/roles/${scope}/editor`, { payload: settings })
  await set('*', { maxRows: 50, mayExport: false, visibility: 'all' })
  expect((await set('main', { maxRows: 5, mayExport: true, visibility: 'own' })).statusCode).toBe(
    200,
  )
  const [main, bots] = [await rightsAt('main'), await rightsAt('bots')]
  expect(main).toMatchObject({ maxRows: 5, visibility: 'own' })
  expect(main?.rights).toContain('export')
  expect(bots).toMatchObject({ maxRows: 50, visibility: 'all' })
  expect(bots?.rights).not.toContain('export')
  await root.ask('DELETE', '/api/roles/main/editor')
  expect(await rightsAt('main')).toMatchObject({ maxRows: 50 })
  expect(
    (await set('nowhere', { maxRows: 5, mayExport: true, visibility: 'own' })).statusCode,
  ).toBe(400)
  const admins = await root.ask('PUT', '/api/roles/*/admin', {
    payload: { maxRows: 1, mayExport: false, visibility: 'own' },
  })
  expect(admins.statusCode).toBe(400)
})

it('shows only the contacts of oneself or of the own group', async () => {
  const { root, register, signedIn, mock } = await openAsAdmin({ contacts: 0 })
  // Two of the account's users are in one group, the third is in another one.
  for (const [id, responsible] of [504_144, 504_145, 504_146].entries())
    mock.store.addContact({
      id: id + 1,
      name: `Contact ${id + 1}`,
      responsible_user_id: responsible,
    })
  const id = await register('ada@example.com', 'editor')
  const ada = await signedIn('ada@example.com')
  const seen = async () => {
    const page = (await ada.ask('GET', `${contacts}?size=50`)).json<{ items: { id: number }[] }>()
    return page.items.map((contact) => contact.id).toSorted((a, b) => a - b)
  }
  const restrict = (visibility: string) =>
    root.ask('PUT', '/api/roles/*/editor', {
      payload: { maxRows: null, mayExport: true, visibility },
    })
  expect(await seen()).toEqual([1, 2, 3])
  await restrict('own')
  expect(await seen()).toEqual([])
  const mapped = await root.ask('PUT', `/api/users/${id}/source-users/main`, {
    payload: { user: 504_144 },
  })
  expect(mapped.json<RegisteredUser>().sourceUsers).toEqual([{ source: 'main', user: 504_144 }])
  expect(await seen()).toEqual([1])
  expect((await ada.ask('GET', `${contacts}/2`)).statusCode).toBe(404)
  await restrict('ownGroup')
  expect(await seen()).toEqual([1, 2])
  expect((await ada.ask('GET', `${contacts}/2`)).statusCode).toBe(200)
  expect((await ada.ask('GET', `${contacts}/3`)).statusCode).toBe(404)
  await root.ask('DELETE', `/api/users/${id}/source-users/main`)
  expect(await seen()).toEqual([])
})
