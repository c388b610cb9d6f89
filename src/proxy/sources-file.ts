import { z } from 'zod'
import { sourceId } from '#contract/api/sources.ts'
import { isLoopback } from './loopback.ts'

type Env = Record<string, string | undefined>

/** The proxy's credentials at a source. Refresh tokens of `oauth` are in the store, never here. */
export type AccessConfig =
  | { kind: 'token'; token: string }
  | { kind: 'oauth'; clientId: string; clientSecret: string; redirectUrl: string }

type Common = {
  id: string
  title: string
  /** The base URL of all calls. */
  url: string
  /** URL of the source's own user interface, for links; null if there is none. */
  webUrl: string | null
  requestsPerSecond: number
  access: AccessConfig
  /** In the address of the source's webhooks; undefined: there are none. */
  webhookSecret?: string | undefined
  /** Undefined if there can be no local copy. */
  mirror?: MirrorConfig | undefined
}

/**
 * A copy is filled with so many requests per second; 0: as many as the source allows. The settings
 * turn it on or off, or leave that to the users (null).
 */
export type MirrorConfig = { requestsPerSecond: number; setting: boolean | null }

export type SourceConfig =
  | (Common & { kind: 'amo-v4' | 'amo-v2' })
  | (Common & { kind: 'watbot'; bots: { id: number; name: string }[] })

/** Requests per second that the documentation of the sources allows an integration. */
const documentedLimits = { amo: 7, watbot: 2 }

/**
 * The schema of the sources file; `{ "env": "NAME" }` is replaced by the variable of `env` while
 * parsing.
 */
export function sourcesFile(env: Env) {
  const secret = z
    .strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'Expected the name of a variable') })
    .transform(({ env: name }, context) => {
      const value = env[name]
      if (value && /^[\x20-\x7e]+$/.test(value)) return value
      if (value) {
        context.addIssue({
          code: 'custom',
          message: `${name} contains a line break or unsupported characters`,
        })
        return z.NEVER
      }
      context.addIssue({ code: 'custom', message: `${name} is not set` })
      return z.NEVER
    })
  const token = secret.transform((value) => ({ kind: 'token', token: value }) as const)
  const oauth = z
    .strictObject({ clientId: secret, clientSecret: secret, redirectUrl: z.url() })
    .transform((parts) => ({ kind: 'oauth', ...parts }) as const)

  const address = () =>
    z
      .url({ protocol: /^https?$/ })
      .refine(
        isBare,
        'Expected no user, password, query or fragment, because browsers show this URL',
      )
  const common = {
    id: sourceId,
    title: z.string().trim().min(1),
    url: address()
      .refine(isSafe, 'Expected https: tokens must not be sent unencrypted')
      .transform((url) => url.replace(/\/+$/, '')),
    webUrl: address().optional(),
  }
  const mirror = z.boolean().nullable().default(null)
  const perSecond = z.number().int().min(1).max(50)
  const amo = (kind: 'amo-v4' | 'amo-v2') =>
    z.strictObject({
      ...common,
      kind: z.literal(kind),
      token: token.optional(),
      oauth: oauth.optional(),
      requestsPerSecond: perSecond.default(documentedLimits.amo),
      mirror,
      webhook: secret
        .refine(
          (text) => /^[\w-]{32,200}$/.test(text),
          'Expected 32 or more letters, digits, dashes and underscores, because it is part of an address',
        )
        .optional(),
    })
  const watbot = z.strictObject({
    ...common,
    kind: z.literal('watbot'),
    token,
    // WatBot has no method that lists bots, so they are configured here.
    bots: z.array(z.strictObject({ id: z.int().min(1), name: z.string().trim().min(1) })).min(1),
    requestsPerSecond: perSecond.default(documentedLimits.watbot),
    mirror,
  })

  return z
    .strictObject({
      sources: z.array(z.discriminatedUnion('kind', [amo('amo-v4'), amo('amo-v2'), watbot])).min(1),
    })
    .transform(({ sources }, context) =>
      sources.map((source, index): SourceConfig => {
        const webUrl = source.webUrl ?? (source.kind === 'watbot' ? null : source.url)
        const copy = {
          requestsPerSecond: mirrorRate(source.requestsPerSecond),
          setting: source.mirror,
        }
        if (source.kind === 'watbot') {
          const { token: access, ...rest } = source
          return { ...rest, webUrl, access, mirror: copy }
        }
        const { token: fixed, oauth: renewed, webhook: webhookSecret, ...rest } = source
        const access = fixed ?? renewed
        if (access && !(fixed && renewed))
          return { ...rest, webUrl, access, webhookSecret, mirror: copy }
        context.addIssue({
          code: 'custom',
          path: ['sources', index],
          message: 'Expected either token or oauth',
        })
        return z.NEVER
      }),
    )
}

/** A local copy is filled with a share of the source's rate, so that people do not notice it. */
const mirrorRate = (perSecond: number): number => Math.min(0.3 * perSecond, 2)

/** Paths of the dashboard and the proxy, which the pages of a source with such an ID would hide. */
const reserved = new Set(['api', 'sources', 'sign-in', 'link', 'account', 'users', 'audit'])

/** Issues between sources that are valid individually. */
export function sourceIssues(sources: SourceConfig[]): string[] {
  const ids = sources.map((source) => source.id)
  const reservedIssues = ids
    .filter((id) => reserved.has(id))
    .map((id) => `the id ${id} is reserved for a page`)
  const duplicateIssue = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [...reservedIssues, ...[...duplicateIssue].map((id) => `two sources have the id ${id}`)]
}

/**
 * Settings that exceed documented limits. Warnings only, because the source may have raised its
 * limit.
 */
export const sourceWarnings = (sources: SourceConfig[]): string[] =>
  sources.flatMap(({ id, kind, requestsPerSecond: rate }) => {
    const limit = documentedLimits[kind === 'watbot' ? 'watbot' : 'amo']
    if (rate <= limit) return []
    return [
      `Source ${id}: ${rate} requests per second exceed the documented limit of ${limit}; the source may block the account`,
    ]
  })

const isBare = (url: string): boolean => {
  const { username, password, search, hash } = new URL(url)
  return username === '' && password === '' && search === '' && hash === ''
}

/** Plain http is allowed for this machine only. */
const isSafe = (url: string): boolean => {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''))
}
