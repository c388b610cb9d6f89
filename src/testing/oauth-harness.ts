import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { addressOf, startProgram, type Program } from './program.ts'

export const secrets = {
  client: 'client-secret-7f3a',
  key: Buffer.alloc(32, 'k').toString('base64'),
}

const received = z.object({
  requests: z.array(
    z.object({
      url: z.string(),
      status: z.number().nullable(),
      body: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
})

/** A mock in a separate process and the settings of proxies that connect to it by OAuth. */
export async function startOAuthHarness(state: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-harness-'))
  const programs: Program[] = []
  const start = (args: string[], env: Record<string, string>) => {
    const program = startProgram(args, env)
    programs.push(program)
    return program
  }
  const mock = start(['src/mock/main.ts'], {
    MOCK_PORT: '0',
    MOCK_RATE: '0',
    MOCK_CONTACTS: '20',
    MOCK_CLIENT_SECRET: secrets.client,
  })
  const mockUrl = await addressOf(mock)
  const network = await startSlowNetwork(mockUrl, 80)
  const { url } = network
  const file = join(folder, 'sources.json')
  const oauth = {
    clientId: { env: 'CLIENT_ID' },
    clientSecret: { env: 'CLIENT_SECRET' },
    redirectUrl: 'http://app.example/back',
  }
  const source = { id: 'sales', kind: 'amo-v4', title: 'Sales', url, requestsPerSecond: 50, oauth }
  writeFileSync(file, JSON.stringify({ sources: [source] }))
  const env: Record<string, string> = {
    KARTOTEKA_CONFIG: file,
    KARTOTEKA_STATE: join(folder, 'state.sqlite'),
    KARTOTEKA_KEY: secrets.key,
    CLIENT_ID: 'demo-client',
    CLIENT_SECRET: secrets.client,
    PORT: '0',
    LOG_LEVEL: 'debug',
    ...state,
  }
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${mockUrl}/_mock${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })

  return {
    env,
    start: (args: string[], overrides: Record<string, string> = {}) =>
      start(args, { ...env, ...overrides }),
    expire: () => control('POST', '/tokens/expire', {}),
    /** The token refreshes that the source has received. */
    async refreshes() {
      const { requests } = received.parse(await (await control('GET', '/received')).json())
      return requests.flatMap(({ url: path, status, body }) =>
        path === '/oauth2/access_token' && body?.['grant_type'] === 'refresh_token'
          ? [{ status, token: String(body['refresh_token']) }]
          : [],
      )
    },
    /** Connects as a user does: opens the printed URL and pastes the redirect URL. */
    async connect() {
      const program = start(['src/proxy/connect.ts', 'sales'], env)
      const [address] = await program.waitForOutput(/http\S+\/oauth\?\S+/)
      const page = await fetch(address, { redirect: 'manual' })
      program.process.stdin?.end(`${page.headers.get('location')}\n`)
      const end = await program.ended
      if (end !== 0) throw new Error(`connect ended with ${end}:\n${program.output()}`)
    },
    /** Output of all programs so far. */
    output: () => programs.map((program) => program.output()).join('\n'),
    async stop() {
      await Promise.all(programs.map((program) => program.stop()))
      network.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type OAuthHarness = Awaited<ReturnType<typeof startOAuthHarness>>

/**
 * A reverse proxy for `target` that delays responses of the token endpoint by `delayMs`, so that
 * the source has used up a refresh token and the new one has not arrived yet.
 */
async function startSlowNetwork(target: string, delayMs: number) {
  const server = createServer((incoming, reply) => {
    const { method, url, headers } = incoming
    const outgoing = request(`${target}${url}`, { method, headers }, (response) => {
      const forward = () => {
        if (reply.destroyed) return // the client was killed meanwhile
        reply.writeHead(response.statusCode ?? 502, response.headers)
        pipeline(response, reply, () => {})
      }
      if (url === '/oauth2/access_token') setTimeout(forward, delayMs)
      else forward()
    })
    outgoing.on('error', () => reply.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
