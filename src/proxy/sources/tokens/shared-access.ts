import type { Config } from '#proxy/config.ts'
import type { SourceNeeds } from '#proxy/sources/create-source.ts'
import { createLocalGate } from '#proxy/sources/transport/rate-gate.ts'
import type { SourceConfig } from '#proxy/sources-file.ts'
import { createPostgresGate } from '#proxy/store/postgres-gate.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { readKeys } from './encryption-key.ts'
import { createOAuthAccess, type OAuthAccess } from './oauth-access.ts'
import { startRefresh } from './start-refresh.ts'
import { createTokenStore } from './token-store.ts'

type Options = {
  store: Store
  config: Pick<Config, 'sources' | 'state'>
  onError: (error: unknown) => void
}

export type SharedAccess = {
  /** The resources of a source shared by all proxies of one database. */
  needsOf: (source: SourceConfig) => SourceNeeds
  /** Waits for renewals in flight. */
  close: () => Promise<void>
}

/**
 * Tokens and gates of the configured sources; throws if the key cannot decrypt the stored tokens.
 */
export async function createSharedAccess({
  store,
  config,
  onError,
}: Options): Promise<SharedAccess> {
  const accesses = await oauthAccesses({ store, config, onError })
  return {
    needsOf({ id: sourceId, requestsPerSecond: perSecond }) {
      const access = accesses.get(sourceId)
      return {
        onError,
        ...(access && { access }),
        gate:
          store.dialect === 'postgres'
            ? createPostgresGate({ store, sourceId, perSecond })
            : createLocalGate(perSecond, undefined, { isFollowing: true }),
      }
    },
    async close() {
      await Promise.all([...accesses.values()].map((access) => access.close()))
    },
  }
}

async function oauthAccesses({ store, config, onError }: Options) {
  const { database, key: keyConfig } = config.state
  const accesses = new Map<string, OAuthAccess>()
  const renewed = config.sources.filter(({ access }) => access.kind === 'oauth')
  if (renewed.length === 0) return accesses
  if (database.kind === 'sqlite' && database.file === ':memory:')
    throw new Error(
      'Cannot start: tokens by OAuth have to outlive the proxy. Name a file in KARTOTEKA_STATE, or a Postgres in DATABASE_URL.',
    )
  const keys = readKeys(keyConfig)
  const tokens = createTokenStore(store, keys)
  for (const { id, url, access } of renewed) {
    if (access.kind !== 'oauth') continue
    const { kind: _kind, ...client } = access
    await tokens.reencrypt(id)
    await tokens.read(id) // so that a wrong key is detected now and not by the first request
    const source = { id, url, client }
    const refresh = (version: number) => startRefresh(version, { database, keys, tokens, source })
    accesses.set(id, createOAuthAccess({ sourceId: id, tokens, refresh, onError }))
  }
  return accesses
}
