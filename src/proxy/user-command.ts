import { parseArgs } from 'node:util'
import { everySource, role, type Role } from '#contract/api/roles.ts'
import { email as emailSchema } from '#contract/api/sign-in.ts'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { createAuth, type Auth } from './auth/auth-service.ts'
import { emailKeyOf } from './auth/email-key.ts'
import { linkAt, type MadeLink } from './auth/one-time-links.ts'
import type { Config } from './config.ts'
import { InvalidInputError } from './invalid-input.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { openStore } from './store/state-store.ts'

const commands = ['add', 'list', 'role', 'link', 'disable', 'enable', 'remove']
const usage = `Usage: npm run user -- <command>
  add <e-mail> --role <role> [--source <source>] [--name <name>]   registers somebody, prints a link
  list                                                             who is registered
  role <e-mail> <role> [--source <source>]                         gives a role; "none" takes it away
  link <e-mail>                                                    prints a link that sets a password
  disable <e-mail>, enable <e-mail>, remove <e-mail>
Roles: ${role.options.join(', ')}. Without --source a role is for every source that is not named.`

export type UserCommandOptions = {
  config: Pick<Config, 'host' | 'port' | 'reverseProxy' | 'sources' | 'state' | 'isDemo'>
  write: (line: string) => void
}

/** Registers people and mends their accounts; throws an error whose message says what is wrong. */
export async function userCommand(
  args: string[],
  { config, write }: UserCommandOptions,
): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string' }, source: { type: 'string' }, name: { type: 'string' } },
  })
  const [command = '', email, given] = positionals
  if (!commands.includes(command)) throw new Error(usage)
  checkState(config)
  const scope = scopeOf(values.source, config)
  const store = await openStore(config.state.database)
  const auth = createAuth({ store, listSourceUsers: () => Promise.resolve([]) })
  try {
    if (command === 'list') return listOf(await auth.users.list()).forEach(write)
    if (email === undefined) throw new Error(usage)
    if (command !== 'add')
      return write(await change(auth, config, { command, email, scope, role: given }))
    const roles = [{ source: scope, role: roleOf(values.role) }]
    const user = { email: addressOf(email), name: values.name ?? '', roles }
    const { link } = await auth.changes.add(user, localActor)
    return write(linkText(email, link, config))
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const issues = error.fields.map(({ name, message }) => `${name}: ${message}`)
    throw new Error(issues.join('\n'), { cause: error })
  } finally {
    auth.close()
    await store.close()
  }
}

type Change = { command: string; email: string; scope: string; role: string | undefined }

async function change(
  auth: Auth,
  config: UserCommandOptions['config'],
  { command, email, scope, role: given }: Change,
): Promise<string> {
  const { id } = await found(auth, email)
  switch (command) {
    case 'role':
      if (given === 'none') await auth.changes.removeRole(id, scope, localActor)
      else await auth.changes.setRole(id, scope, roleOf(given), localActor)
      return `${email}: ${scope === everySource ? 'every other source' : scope}: ${given}.`
    case 'link':
      return linkText(email, await auth.changes.newLink(id, localActor), config)
    case 'disable':
      await auth.changes.disable(id, localActor)
      return `${email} is disabled; their sessions and running jobs end.`
    case 'enable':
      await auth.changes.enable(id, localActor)
      return `${email} may sign in again.`
    case 'remove':
      await auth.changes.remove(id, localActor)
      return `${email} is removed; their sessions and running jobs end.`
    default:
      throw new Error(usage)
  }
}

async function found({ users }: Auth, email: string) {
  const user = await users.byEmail(email)
  if (user) return user
  const known = (await users.list()).map((one) => one.email).join(', ') || 'nobody'
  throw new Error(`Nobody is registered by ${emailKeyOf(email)}. Registered: ${known}.`)
}

/** A state in memory ends with this command. */
function checkState({ state: { database }, isDemo }: UserCommandOptions['config']): void {
  if (database.kind === 'sqlite' && database.file === ':memory:')
    throw new Error(
      isDemo
        ? 'The demo needs no users. Set KARTOTEKA_CONFIG to a sources file, or KARTOTEKA_STATE to a file.'
        : 'Set KARTOTEKA_STATE to a file: users in memory would be lost when this command ends.',
    )
}

function scopeOf(source: string | undefined, { sources }: UserCommandOptions['config']): string {
  if (source === undefined) return everySource
  if (sources.some(({ id }) => id === source)) return source
  const known = sources.map(({ id }) => id).join(', ')
  throw new Error(`There is no source "${source}". Sources: ${known}.`)
}

function roleOf(name: string | undefined): Role {
  const known = role.safeParse(name)
  if (!known.success) throw new Error(`Which role? One of ${role.options.join(', ')}.\n${usage}`)
  return known.data
}

function addressOf(text: string): string {
  const parsed = emailSchema.safeParse(text)
  if (!parsed.success) throw new Error(`${text} is not an e-mail address.`)
  return parsed.data
}

function listOf(users: RegisteredUser[]): string[] {
  if (users.length === 0)
    return ['Nobody is registered: whoever uses this computer may do everything.']
  return users.map(({ email, name, roles, isDisabled, lastSeenAt }) => {
    const where = roles
      .map(({ source, role: given }) => (source === everySource ? given : `${given} at ${source}`))
      .join(', ')
    const state = isDisabled ? 'disabled' : lastSeenAt ? `last seen ${lastSeenAt}` : 'never seen'
    return [email, name, where || 'no role', state].filter(Boolean).join('  ')
  })
}

function linkText(
  email: string,
  link: MadeLink,
  { host, port, reverseProxy }: UserCommandOptions['config'],
): string {
  const base = reverseProxy?.url.origin ?? `http://${host}:${port}`
  const { url, expiresAt } = linkAt(base, link)
  return `${email} sets a password here, once, until ${expiresAt}:\n\n  ${url}\n`
}
