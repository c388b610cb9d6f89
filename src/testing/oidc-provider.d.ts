/** The used part of oidc-provider, which has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Grant = { addOIDCScope: (scope: string) => void; save: () => Promise<string> }
  type Context = {
    oidc: {
      session: { accountId: string; grantIdFor: (clientId: string) => string | undefined }
      client: { clientId: string }
      provider: {
        Grant: {
          new (of: { accountId: string; clientId: string }): Grant
          find: (id: string) => Promise<Grant | undefined>
        }
      }
    }
  }
  type Claims = Record<string, unknown>

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        adapter: unknown
        clients: Record<string, unknown>[]
        jwks: { keys: JsonWebKey[] }
        claims: Record<string, string[]>
        conformIdTokenClaims: boolean
        cookies: { keys: string[] }
        features: Record<string, Record<string, unknown>>
        ttl: Record<string, number>
        interactions: { url: (context: Context, interaction: { uid: string }) => string }
        findAccount: (
          context: Context,
          sub: string,
        ) => { accountId: string; claims: (use: string) => Claims }
        loadExistingGrant: (context: Context) => Promise<Grant>
        renderError: (context: { body?: unknown }, out: Record<string, unknown>) => void
      },
    )
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login: { accountId: string } } | { error: string },
    ): Promise<void>
    on(
      event: 'grant.success',
      listener: (context: { body: { access_token: string; id_token: string } }) => void,
    ): void
  }
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  export const createMemoryAdapter: (clockTolerance: number) => unknown
}
