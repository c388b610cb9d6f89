import { z } from 'zod'
import { sourceId, sourceKind } from '#contract/api/sources.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  /** The sources file; without one the proxy runs in demo mode over the mock. */
  KARTOTEKA_CONFIG: z.string().min(1).optional(),
  MOCK_PORT: port.default(4010),
  MOCK_TOKEN: z.string().min(1).default('demo-token'),
})

/** `{ "env": "NAME" }`: secrets stand in the environment, never in the file. */
const secret = z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })

const sourceEntry = z.strictObject({
  id: sourceId,
  kind: sourceKind,
  title: z.string().trim().min(1),
  url: z.url({ protocol: /^https?$/ }),
  token: secret,
  requestsPerSecond: z.number().int().min(1).max(50).default(7), // amoCRM's limit per integration
})

const sourcesFile = z.strictObject({ sources: z.array(sourceEntry).min(1) })

export type SourceConfig = Omit<z.infer<typeof sourceEntry>, 'token'> & {
  token: string
  webUrl: string | null
}

export type Config = {
  host: string
  port: number
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
  /** True over the mock, where everything is invented. */
  isDemo: boolean
  sources: SourceConfig[]
}

type Env = Record<string, string | undefined>

/**
 * Reads the environment and the sources file, once and whole.
 * Throws one error that names every fault in both.
 */
export function readConfig(env: Env, readFile: (path: string) => string): Config {
  const faults: string[] = []
  const settings = environment.safeParse(withoutEmpty(env))
  if (!settings.success) faults.push(...faultsOf(settings.error, ''))

  const path = env['KARTOTEKA_CONFIG']
  const sources = path
    ? readSources(path, env, readFile, faults)
    : settings.success
      ? demoSources(settings.data.MOCK_PORT, settings.data.MOCK_TOKEN)
      : []
  if (!settings.success || faults.length > 0)
    throw new Error(`Cannot start, the settings are wrong:\n- ${faults.join('\n- ')}`)

  const { HOST, PORT, LOG_LEVEL } = settings.data
  return { host: HOST, port: PORT, logLevel: LOG_LEVEL, isDemo: !path, sources }
}

function demoSources(mockPort: number, token: string): SourceConfig[] {
  return [
    {
      id: 'main',
      kind: 'amo-v4',
      title: 'Main',
      url: `http://127.0.0.1:${mockPort}`,
      token,
      requestsPerSecond: 7,
      webUrl: null, // the mock has no pages to open
    },
  ]
}

function readSources(
  path: string,
  env: Env,
  readFile: (path: string) => string,
  faults: string[],
): SourceConfig[] {
  let json: unknown
  try {
    json = JSON.parse(readFile(path))
  } catch (error) {
    faults.push(`KARTOTEKA_CONFIG: cannot read ${path}: ${String(error)}`)
    return []
  }
  const file = sourcesFile.safeParse(json)
  if (!file.success) {
    faults.push(...faultsOf(file.error, `${path}: `))
    return []
  }
  const ids = file.data.sources.map((s) => s.id)
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    faults.push(`${path}: two sources are named ${id}`)
  return file.data.sources.map(({ token, ...rest }) => {
    const value = env[token.env]
    if (!value) faults.push(`${token.env}: the token of source ${rest.id} is not set`)
    if (rest.kind !== 'amo-v4')
      faults.push(`${path}: source ${rest.id}: kind ${rest.kind} is not supported yet`)
    return { ...rest, token: value ?? '', webUrl: new URL(rest.url).origin }
  })
}

/** `PORT= npm start` means "not set" to whoever typed it. */
const withoutEmpty = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))

const faultsOf = (error: z.ZodError, prefix: string): string[] =>
  error.issues.map((issue) => `${prefix}${issue.path.join('.') || 'file'}: ${issue.message}`)
