import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { StateConfig } from '#proxy/config.ts'
import { outcomeOf, type RefreshOutcome } from './token-refresh.ts'
import type { Keys } from './encryption-key.ts'
import type { RefreshProcessTask } from './refresh-process.ts'
import type { Client } from './token-endpoint.ts'
import type { TokenStore } from './token-store.ts'

const file = join(import.meta.dirname, 'refresh-process.ts')

type Needs = {
  database: StateConfig['database']
  keys: Keys
  tokens: TokenStore
  source: { id: string; url: string; client: Client }
}

/** Refreshes one source's tokens in a process that outlives this one; resolves when it exits. */
export async function startRefresh(version: number, needs: Needs): Promise<RefreshOutcome> {
  const { database, keys, tokens, source } = needs
  const owner = randomUUID()
  const outcome = await run({
    database:
      database.kind === 'sqlite' ? { kind: 'sqlite', file: resolve(database.file) } : database,
    key: keys.current.toString('base64'),
    ...(keys.previous && { previousKey: keys.previous.toString('base64') }),
    sourceUrl: source.url,
    sourceId: source.id,
    version,
    owner,
    client: source.client,
  })
  if (outcome) return outcome
  // The process has died: its lease is released, so that no other process has to wait for its
  // expiry.
  await tokens.release(source.id, owner)
  return 'failed'
}

function run(task: RefreshProcessTask): Promise<RefreshOutcome | undefined> {
  return new Promise((resolve) => {
    // Secrets are not passed as arguments, which every user of the machine can read.
    const child = spawn(process.execPath, [file], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.on('error', () => resolve(undefined))
    child.on('exit', (code) => resolve(outcomeOf(code)))
    child.stdin.on('error', () => {}) // the process has died; its exit code is the outcome
    child.stdin.end(JSON.stringify(task))
  })
}
