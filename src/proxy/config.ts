import { z } from 'zod'
import { defaultJobSettings, type JobSettings } from '#proxy/jobs/job-settings.ts'
import { oidcSettingsOf, oidcVariables, type OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import type { SessionSettings } from './auth/sessions.ts'
import { demoSources, mockUrlAt } from '#proxy/demo/demo-sources.ts'
import { isLoopback } from './loopback.ts'
import type { ReverseProxy } from './plugins/origin.ts'
import { sourceIssues, sourcesFile, sourceWarnings, type SourceConfig } from './sources-file.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

const key = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'Expected 32 bytes in base64')

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  /** The public address, at which a reverse proxy terminates TLS. */
  KARTOTEKA_PUBLIC_URL: z.url({ protocol: /^https$/ }).optional(),
  /**
   * The secret that a reverse proxy that signs users in sends in the header
   * `kartoteka-reverse-proxy` with every request.
   */
  KARTOTEKA_REVERSE_PROXY_SECRET: z.string().min(32).optional(),
  /** The previous secret, accepted while the reverse proxy may still send it. */
  KARTOTEKA_REVERSE_PROXY_SECRET_PREVIOUS: z.string().min(32).optional(),
  ...oidcVariables,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  /** The sources file; without one the proxy runs in demo mode over the mock. */
  KARTOTEKA_CONFIG: z.string().min(1).optional(),
  /** SQLite file of the proxy's own state. In demo mode the default is memory. */
  KARTOTEKA_STATE: z.string().min(1).optional(),
  /** Postgres instead of the SQLite file; required if several proxies share their sources. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** 32 bytes in base64: the key that encrypts stored tokens. */
  KARTOTEKA_KEY: key.optional(),
  /**
   * The previous key: data encrypted with it is still readable, and encrypted with the current key
   * at startup.
   */
  KARTOTEKA_KEY_PREVIOUS: key.optional(),
  /** File with such a key, readable by its owner only; created at the first start if missing. */
  KARTOTEKA_KEY_FILE: z.string().min(1).default('.kartoteka/key'),
  /** How bulk writes are run; times in milliseconds. */
  KARTOTEKA_JOB_CHUNK: count(1, 250).default(defaultJobSettings.chunk),
  KARTOTEKA_JOB_PARALLEL: count(1, 16).default(defaultJobSettings.parallel),
  KARTOTEKA_JOB_LEASE_MS: count(200, 600_000).default(defaultJobSettings.lease),
  /** How long a write whose outcome is unknown may still take effect at the source. */
  KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS: count(0, 600_000).default(
    defaultJobSettings.unknownOutcomeDelay,
  ),
  KARTOTEKA_JOB_WAIT_MS: count(0, 600_000).default(defaultJobSettings.firstWait),
  KARTOTEKA_JOB_DAYS: count(1, 3650).default(30),
  /** How long entries of the audit log are retained. */
  KARTOTEKA_AUDIT_DAYS: count(1, 3650).default(365),
  /** How long somebody stays signed in without a request, and at all. */
  KARTOTEKA_SESSION_IDLE_HOURS: count(1, 720).default(24),
  KARTOTEKA_SESSION_DAYS: count(1, 90).default(14),
  /** Whether API responses are compressed; 0 if the reverse proxy does it. */
  KARTOTEKA_COMPRESS: z.enum(['0', '1']).default('1'),
  /** Whether the demo shows its menu; with real accounts it is never shown. */
  KARTOTEKA_DEMO_MENU: z.enum(['0', '1']).default('1'),
  /** Whether the demo keeps local copies of its sources from the start. */
  KARTOTEKA_MIRROR: z.enum(['0', '1']).default('0'),
  MOCK_PORT: port.default(4010),
  MOCK_TOKEN: z.string().min(1).default('demo-token'),
  /**
   * Requests per second that the demo's mock allows; the mock reads the same variable. 0: no limit.
   */
  MOCK_RATE: count(0, 10_000).default(7),
  MOCK_BOT_RATE: count(0, 10_000).optional(),
})

export type StateConfig = {
  /** `:memory:`, a file, or a Postgres URL. */
  database: { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }
  key: ({ kind: 'text'; base64: string } | { kind: 'file'; path: string }) & {
    /** The previous key in base64. */
    previous?: string
  }
}

export type Config = {
  host: string
  port: number
  /** Undefined if only requests from this machine are accepted. */
  reverseProxy: ReverseProxy | undefined
  sessions: SessionSettings
  /** The provider of OpenID Connect at which people sign in. */
  openId: OidcSettings | undefined
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
  /** Whether API responses are compressed as `accept-encoding` allows. */
  hasCompression: boolean
  /** True in demo mode, where all data comes from the mock. */
  isDemo: boolean
  /** Address of the demo's mock, whose faults the menu switches; undefined if there is no menu. */
  demo: { mockUrl: string } | undefined
  sources: SourceConfig[]
  state: StateConfig
  jobs: Partial<JobSettings>
  /** Milliseconds. */
  auditRetention: number
  /** Settings that are allowed but probably a mistake. */
  warnings: string[]
}

const openDemo =
  'KARTOTEKA_OIDC_ISSUER has no effect: the demo asks nobody to sign in, unless KARTOTEKA_DEMO_MENU is 0'

/** Names of settings in 0.1.0, accepted for one more version. */
const formerNames: Record<string, string> = {
  KARTOTEKA_JOB_SETTLE_MS: 'KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS',
  KARTOTEKA_FRONT_SECRET: 'KARTOTEKA_REVERSE_PROXY_SECRET',
  KARTOTEKA_FRONT_SECRET_PREVIOUS: 'KARTOTEKA_REVERSE_PROXY_SECRET_PREVIOUS',
}

type Env = Record<string, string | undefined>
type Settings = z.infer<typeof environment>

/**
 * Reads the environment and the sources file completely, once. Throws one error that lists every
 * issue in both.
 */
export function readConfig(rawEnv: Env, readFile: (path: string) => string): Config {
  const { env, warnings } = withCurrentNames(withoutEmpty(rawEnv))
  const settings = environment.safeParse(env)
  const issues = settings.success ? [] : issuesOf(settings.error, '')
  const path = env['KARTOTEKA_CONFIG']
  const fromFile = path ? readSources(path, env, readFile, issues) : []
  if (settings.success) issues.push(...reverseProxyIssues(settings.data))
  const openId = settings.success ? oidcSettingsOf(settings.data, issues) : undefined
  if (!settings.success || issues.length > 0)
    throw new Error(`Cannot start because of invalid settings:\n- ${issues.join('\n- ')}`)

  const { HOST, PORT, LOG_LEVEL, MOCK_PORT, KARTOTEKA_DEMO_MENU } = settings.data
  return {
    host: HOST,
    port: PORT,
    reverseProxy: reverseProxyOf(settings.data),
    sessions: {
      idle: settings.data.KARTOTEKA_SESSION_IDLE_HOURS * 3_600_000,
      absolute: settings.data.KARTOTEKA_SESSION_DAYS * 86_400_000,
    },
    openId,
    logLevel: LOG_LEVEL,
    hasCompression: settings.data.KARTOTEKA_COMPRESS === '1',
    isDemo: !path,
    demo: path || KARTOTEKA_DEMO_MENU === '0' ? undefined : { mockUrl: mockUrlAt(MOCK_PORT) },
    sources: path ? fromFile : demoSources(settings.data),
    state: stateOf(settings.data, !path),
    jobs: jobsOf(settings.data),
    auditRetention: settings.data.KARTOTEKA_AUDIT_DAYS * 86_400_000,
    warnings: [
      ...warnings,
      ...sourceWarnings(fromFile),
      ...(openId && !path && KARTOTEKA_DEMO_MENU === '1' ? [openDemo] : []),
    ],
  }
}

/**
 * A proxy reachable from other machines must be behind a reverse proxy that terminates TLS. Whether it
 * signs users in, or users are registered, is checked when the state is open.
 */
function reverseProxyIssues(settings: Settings): string[] {
  const { HOST, KARTOTEKA_PUBLIC_URL: url, KARTOTEKA_REVERSE_PROXY_SECRET: secret } = settings
  if (secret && !url) return ['KARTOTEKA_PUBLIC_URL: required with KARTOTEKA_REVERSE_PROXY_SECRET']
  if (url || isLoopback(HOST)) return []
  return [
    `HOST: ${HOST} is reachable from other machines; use 127.0.0.1, or set KARTOTEKA_PUBLIC_URL to the https address of a reverse proxy in front of it`,
  ]
}

function reverseProxyOf(settings: Settings): ReverseProxy | undefined {
  const { KARTOTEKA_PUBLIC_URL: url, KARTOTEKA_REVERSE_PROXY_SECRET: secret } = settings
  const previousSecret = settings.KARTOTEKA_REVERSE_PROXY_SECRET_PREVIOUS
  if (!url) return undefined
  return { url: new URL(url), secret: secret ?? null, ...(previousSecret && { previousSecret }) }
}

function stateOf(settings: Settings, isDemo: boolean): StateConfig {
  const previous = settings.KARTOTEKA_KEY_PREVIOUS
  const file = settings.KARTOTEKA_STATE ?? (isDemo ? ':memory:' : '.kartoteka/state.sqlite')
  return {
    database: settings.DATABASE_URL
      ? { kind: 'postgres', url: settings.DATABASE_URL }
      : { kind: 'sqlite', file },
    key: {
      ...(settings.KARTOTEKA_KEY
        ? { kind: 'text', base64: settings.KARTOTEKA_KEY }
        : { kind: 'file', path: settings.KARTOTEKA_KEY_FILE }),
      ...(previous && { previous }),
    },
  }
}

function jobsOf(settings: Settings): Partial<JobSettings> {
  const lease = settings.KARTOTEKA_JOB_LEASE_MS
  return {
    chunk: settings.KARTOTEKA_JOB_CHUNK,
    parallel: settings.KARTOTEKA_JOB_PARALLEL,
    lease,
    unknownOutcomeDelay: settings.KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS,
    firstWait: settings.KARTOTEKA_JOB_WAIT_MS,
    // A process that has died is replaced soon after its lease has expired.
    poll: Math.min(defaultJobSettings.poll, lease / 3),
    retention: settings.KARTOTEKA_JOB_DAYS * 86_400_000,
  }
}

function readSources(
  path: string,
  env: Env,
  readFile: (path: string) => string,
  issues: string[],
): SourceConfig[] {
  let json: unknown
  try {
    json = JSON.parse(readFile(path))
  } catch (error) {
    issues.push(`KARTOTEKA_CONFIG: cannot read ${path}: ${String(error)}`)
    return []
  }
  const file = sourcesFile(env).safeParse(json)
  if (!file.success) {
    issues.push(...issuesOf(file.error, `${path}: `))
    return []
  }
  issues.push(...sourceIssues(file.data).map((issue) => `${path}: ${issue}`))
  return file.data
}

/** An empty variable, as in `PORT= npm start`, counts as not set. */
const withoutEmpty = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))

/** A setting under its current name takes precedence over the same one under its former name. */
function withCurrentNames(given: Env): { env: Env; warnings: string[] } {
  const env = { ...given }
  const warnings: string[] = []
  for (const [former, name] of Object.entries(formerNames)) {
    if (given[former] === undefined) continue
    env[name] ??= given[former]
    warnings.push(
      `${former} was renamed to ${name}; the former name will be removed in the next version`,
    )
  }
  return { env, warnings }
}

const issuesOf = (error: z.ZodError, prefix: string): string[] =>
  error.issues.map((issue) => `${prefix}${issue.path.join('.') || 'file'}: ${issue.message}`)
