import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { readConfig, type Config } from './config.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { createTransport } from '#proxy/sources/transport/transport.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { authorizationUrl, readCode } from '#proxy/sources/tokens/authorization.ts'
import { readKey } from '#proxy/sources/tokens/encryption-key.ts'
import { askForTokens, isSpent, type Client } from '#proxy/sources/tokens/token-endpoint.ts'
import { createTokenStore, type FreshTokens } from '#proxy/sources/tokens/token-store.ts'

/**
 * `npm run connect -- <source id> [code]`: a user grants access to an account; its tokens are
 * stored.
 */

const callTimeoutMs = 30_000

try {
  await connect(process.argv.slice(2))
} catch (error) {
  // Only the message, because a cause may quote secrets.
  console.error(error instanceof Error ? error.message : 'Unexpected error.')
  process.exit(1)
}

async function connect([sourceId, code]: string[]) {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  const { id, title, url, client } = sourceOf(config, sourceId)
  const key = readKey(config.state.key)
  const store = await openStore(config.state.database)
  try {
    const fresh = await exchange(url, client, await codeFor({ title, url, client }, code))
    await createTokenStore(store, key).save(id, fresh)
  } finally {
    await store.close()
  }
  console.log(`\n${title} (${id}) is connected. Running proxies use the new tokens automatically.`)
}

function sourceOf(config: Config, sourceId: string | undefined) {
  const renewed = config.sources.flatMap(({ id, title, url, access }) =>
    access.kind === 'oauth' ? [{ id, title, url, client: access }] : [],
  )
  const known = renewed.map(({ id }) => id).join(', ') || 'none'
  if (config.isDemo)
    throw new Error('Set KARTOTEKA_CONFIG to a sources file: the demo has no source to connect.')
  const { database } = config.state
  if (database.kind === 'sqlite' && database.file === ':memory:')
    throw new Error(
      'Set KARTOTEKA_STATE to a file: tokens in memory would be lost when this command ends.',
    )
  const found = renewed.find(({ id }) => id === sourceId)
  if (found) return found
  const what = sourceId ? `There is no source "${sourceId}" with "oauth".` : 'Source ID missing.'
  throw new Error(
    `${what} Usage: npm run connect -- <source id> [code]. Sources with "oauth": ${known}.`,
  )
}

type Asking = { title: string; url: string; client: Client }

async function codeFor({ title, url, client }: Asking, pasted?: string): Promise<string> {
  const state = randomUUID()
  if (pasted !== undefined) return readCode(pasted, { sourceUrl: url, state })
  console.log(`To connect ${title}, open this URL and allow access:\n`)
  console.log(`  ${authorizationUrl(url, client, state)}\n`)
  console.log('Then paste the URL you are redirected to, or the code in it (valid for 20')
  console.log('minutes), and press Enter:')
  return readCode(await firstLine(), { sourceUrl: url, state })
}

function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
      process.stdin.destroy() // an open pipe would keep the process running
    })
    lines.once('close', () => resolve(''))
  })
}

async function exchange(url: string, client: Client, code: string): Promise<FreshTokens> {
  const { send, close } = createTransport(url)
  try {
    const signal = AbortSignal.timeout(callTimeoutMs)
    return await askForTokens(send, client, { kind: 'code', code }, signal)
  } catch (error) {
    throw new Error(wordsOf(error), { cause: error })
  } finally {
    await close()
  }
}

function wordsOf(error: unknown): string {
  if (isSpent(error))
    return 'The code was already used or has expired. Run the command again to get a new one.'
  if (!(error instanceof SourceError)) return 'The exchange of the code failed.'
  if (error.failure === 'moved')
    return 'There is no amoCRM account at this URL, or it has moved: compare the url in the sources file with the address of the account.'
  if (error.failure === 'unauthorized' || error.failure === 'rejected')
    return 'The source rejects this client: compare its ID, secret and redirect URL with the sources file.'
  return `${error.message}. The source was not connected; run the command again.`
}
