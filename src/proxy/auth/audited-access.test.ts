import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { AuditEntry } from '#contract/api/audit.ts'
import { goodPassword, openPeopleHarness, type PeopleHarness } from '#testing/people-harness.ts'

async function open() {
  const harness = openPeopleHarness()
  const id = await harness.register('ada@example.com', 'admin')
  return { ...harness, id }
}
const entries = async ({ audit }: Pick<PeopleHarness, 'audit'>): Promise<AuditEntry[]> =>
  (await audit.page({ view: 'all', size: 50 })).items

it('names the account of a failed sign-in if there is one, and nothing that was typed', async () => {
  const harness = await open()
  const browser = harness.openBrowser('10.0.0.9')
  await browser.signIn('ADA@example.com', 'guessed secret 1')
  await browser.signIn('my-password@typed.here', 'guessed secret 2')
  const [unknown, known] = await entries(harness)
  const nobody = { actor: { id: 'nobody', name: '—' }, address: '10.0.0.9', outcome: 'refused' }
  const failed = {
    ...nobody,
    action: 'signInFailed',
    details: [{ attribute: 'method', after: 'password' }],
  }
  expect(known).toMatchObject({ ...failed, subject: 'ada@example.com' })
  expect(unknown).toMatchObject({ ...failed, subject: null })
  const rows = JSON.stringify(
    await harness.store.db.selectFrom('audit_entries').selectAll().execute(),
  )
  for (const secret of ['guessed', 'typed.here', goodPassword]) expect(rows).not.toContain(secret)
})

it('has no entry of attempts that were not compared', async () => {
  const harness = await open()
  const browser = harness.openBrowser('10.0.0.9')
  for (let at = 0; at < 20; at++) await browser.signIn('ada@example.com', `guess ${at}`)
  const failed = (await entries(harness)).filter(({ action }) => action === 'signInFailed')
  expect(failed).toHaveLength(6)
})

it('says how somebody has signed in and whose sessions an admin has ended', async () => {
  const harness = await open()
  const root = await harness.signedIn('ada@example.com')
  const bob = await harness.register('bob@example.com', 'viewer')
  await harness.signedIn('bob@example.com', '10.0.0.2')
  await harness.signedIn('bob@example.com', '10.0.0.3')
  await root.ask('DELETE', `/api/users/${bob}/sessions`)
  const [ended, signIn] = await entries(harness)
  expect(ended).toMatchObject({
    action: 'sessionEnd',
    actor: { id: harness.id, name: 'ada@example.com' },
    subject: 'bob@example.com',
    details: [{ attribute: 'endedSessions', after: 2 }],
  })
  expect(signIn).toMatchObject({
    action: 'signIn',
    actor: { id: bob, name: 'bob@example.com' },
    address: '10.0.0.3',
    details: [{ attribute: 'method', after: 'password' }],
  })
})

it('says before and after of roles and of what a role may do', async () => {
  const harness = await open()
  const root = await harness.signedIn('ada@example.com')
  const bob = await harness.register('bob@example.com', { main: 'viewer' })
  await root.ask('PUT', `/api/users/${bob}/roles/main`, { payload: { role: 'editor' } })
  const settings = { maxRows: 50, mayExport: true, visibility: 'own' }
  await root.ask('PUT', '/api/roles/main/editor', { payload: settings })
  await root.ask('PUT', '/api/roles/main/editor', { payload: settings })
  const [role, given] = await entries(harness)
  expect(given).toMatchObject({
    action: 'roleChange',
    subject: 'bob@example.com',
    details: [{ attribute: 'role', name: 'main', before: 'viewer', after: 'editor' }],
  })
  // The second time nothing has changed.
  expect(role).toMatchObject({
    action: 'roleSettings',
    subject: 'editor',
    source: 'main',
    details: [
      { attribute: 'maxRows', before: 10_000, after: 50 },
      { attribute: 'visibility', before: 'all', after: 'own' },
    ],
  })
})

it('names the keys that end with an account, and nothing of a key itself', async () => {
  const harness = await open()
  const root = await harness.signedIn('ada@example.com')
  const bob = await harness.register('bob@example.com', 'editor')
  const browser = await harness.signedIn('bob@example.com')
  const payload = { label: 'Import', role: 'viewer', sources: ['main'] }
  const made = await browser.ask('POST', '/api/keys', { payload })
  await root.ask('POST', `/api/users/${bob}/disable`)
  const [revoked, disabled, keyMade] = await entries(harness)
  expect(keyMade).toMatchObject({
    action: 'keyMade',
    subject: 'Import',
    details: [
      { attribute: 'role', after: 'viewer' },
      { attribute: 'sources', after: 'main' },
    ],
  })
  expect(disabled?.details).toEqual([
    { attribute: 'account', before: 'active', after: 'disabled' },
    { attribute: 'endedSessions', after: 1 },
  ])
  expect(revoked).toMatchObject({
    action: 'keyRevoked',
    subject: 'Import',
    actor: { id: harness.id },
    details: [{ attribute: 'owner', after: 'bob@example.com' }],
  })
  const rows = JSON.stringify(
    await harness.store.db.selectFrom('audit_entries').selectAll().execute(),
  )
  expect(rows).not.toContain(made.json<{ key: string }>().key.slice(4))
})

it('does not change what it cannot record', async () => {
  const harness = await open()
  const root = await harness.signedIn('ada@example.com')
  const bob = await harness.register('bob@example.com', 'viewer')
  await sql`create trigger no_entries before insert on audit_entries
    begin select raise(abort, 'no entries'); end`.execute(harness.store.db)
  const sessions = async () => (await harness.auth.sessions.list(bob)).length
  const changes = [
    () => root.ask('PUT', `/api/users/${bob}/roles/*`, { payload: { role: 'admin' } }),
    () => root.ask('POST', `/api/users/${bob}/disable`),
    () => root.ask('DELETE', `/api/users/${bob}`),
    () => root.ask('POST', '/api/keys', { payload: { label: 'Import', role: 'viewer' } }),
    () => harness.openBrowser().signIn('bob@example.com'),
    () => root.ask('DELETE', '/api/session'),
  ]
  for (const change of changes) expect((await change()).statusCode).toBe(500)
  const user = await harness.auth.users.get(bob)
  expect(user).toMatchObject({ isDisabled: false, roles: [{ source: '*', role: 'viewer' }] })
  expect(await sessions()).toBe(0)
  expect((await root.ask('GET', '/api/keys')).json()).toEqual({ items: [] })
})
