import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { openStore } from './store/state-store.ts'
import { userCommand } from './user-command.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function openState(more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'users-'))
  folders.push(folder)
  const env = { KARTOTEKA_STATE: join(folder, 'state.sqlite'), ...more }
  const config = readConfig(env, () => '')
  /** What the command prints, or the message of its error. */
  const run = async (...args: string[]): Promise<string> => {
    const lines: string[] = []
    try {
      await userCommand(args, { config, write: (line) => lines.push(line) })
      return lines.join('\n')
    } catch (error) {
      return `error: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return Object.assign(run, { database: config.state.database })
}

it('registers people, gives and takes roles, and lists them', async () => {
  const user = openState()
  expect(await user('list')).toContain('Nobody is registered: whoever uses this computer')
  expect(await user('add', 'bob@example.com', '--role', 'editor')).toContain(
    'error: roles: the first user has to be an admin',
  )
  expect(await user('add', 'ada@example.com', '--role', 'admin', '--name', 'Ada')).toMatch(
    /^ada@example\.com sets a password here, once, until [^]*http:\/\/127\.0\.0\.1:8080\/link#[\w-]{43}/,
  )
  await user('add', 'bob@example.com', '--role', 'editor', '--source', 'main')
  await user('role', 'BOB@example.com', 'support', '--source', 'bots')
  expect(await user('list')).toBe(
    'ada@example.com  Ada  admin  never seen\nbob@example.com  support at bots, editor at main  never seen',
  )
  await user('role', 'bob@example.com', 'none', '--source', 'main')
  await user('disable', 'bob@example.com')
  expect(await user('list')).toContain('bob@example.com  support at bots  disabled')
  expect(await user('link', 'bob@example.com')).toContain('error: user: is disabled')
  await user('enable', 'bob@example.com')
  expect(await user('link', 'bob@example.com')).toContain('/link#')
  await user('remove', 'bob@example.com')
  expect(await user('list')).not.toContain('bob')
})

it('keeps an admin, and says so', async () => {
  const user = openState()
  await user('add', 'ada@example.com', '--role', 'admin')
  for (const args of [['disable'], ['remove'], ['role']])
    expect(await user(...args, 'ada@example.com', 'viewer')).toContain(
      'error: This is the last admin',
    )
})

it('links to the public address', async () => {
  const user = openState({ KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com' })
  expect(await user('add', 'ada@example.com', '--role', 'admin')).toContain(
    'https://contacts.example.com/link#',
  )
})

it.each([
  [[], 'Usage: npm run user'],
  [['promote', 'ada@example.com'], 'Usage: npm run user'],
  [['add'], 'Usage: npm run user'],
  [['add', 'ada@example.com'], 'Which role?'],
  [['add', 'ada', '--role', 'admin'], 'ada is not an e-mail address'],
  [['add', 'ada@example.com', '--role', 'viewer', '--source', 'x'], 'Sources: main, legacy, bots'],
  [['disable', 'ada@example.com'], 'Nobody is registered by ada@example.com. Registered: nobody.'],
])('says what is wrong with %j', async (args, message) => {
  expect(await openState()(...args)).toContain(message)
})

it('does not register anybody in memory', async () => {
  expect(await openState({ KARTOTEKA_STATE: ':memory:' })('list')).toContain(
    'error: The demo needs no users',
  )
})

it('leaves an entry in the audit log for each change, by this computer', async () => {
  const user = openState()
  await user('add', 'ada@example.com', '--role', 'admin')
  await user('add', 'bob@example.com', '--role', 'editor')
  await user('role', 'bob@example.com', 'viewer')
  await user('link', 'bob@example.com')
  await user('disable', 'bob@example.com')
  await user('enable', 'bob@example.com')
  await user('remove', 'bob@example.com')
  await user('list')
  const store = await openStore(user.database)
  const { db } = store
  const rows = await db.selectFrom('audit_entries').selectAll().orderBy('id').execute()
  await store.close()
  expect(new Set(rows.map(({ actor_id: id }) => id))).toEqual(new Set(['local']))
  expect(rows.slice(2).map(({ action, subject }) => [action, subject])).toEqual(
    [
      'userChange',
      'roleChange',
      'roleChange',
      'userChange',
      'userChange',
      'userChange',
      'userChange',
      'roleChange',
    ].map((action) => [action, 'bob@example.com']),
  )
})
