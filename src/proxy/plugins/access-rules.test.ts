import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { role, type Role } from '#contract/api/roles.ts'
import { unreachableProvider } from '#testing/open-id.ts'
import { apiRoutesOf, type ApiRoute } from '#testing/api-routes.ts'
import { openPeopleHarness, type TestBrowser } from '#testing/people-harness.ts'
import { enforceAccess } from './access-rules.ts'

/** The minimum of who may use a route; a role includes those before it. */
type Minimum = 'everybody' | 'signed in' | Role

/**
 * Every route below /api. Which right a route of jobs needs beyond this depends on the job
 * (`job-routes` below).
 */
const table: Record<string, Minimum> = {
  'DELETE /api/keys/:key': 'signed in',
  'DELETE /api/roles/:scope/:role': 'admin',
  'DELETE /api/session': 'everybody',
  'DELETE /api/session/all': 'signed in',
  'DELETE /api/session/all/:session': 'signed in',
  'DELETE /api/sources/:source/contacts/:id/variables/:name': 'support',
  'DELETE /api/sources/:source/mirror': 'admin',
  'DELETE /api/sources/:source/views/:id': 'viewer',
  'DELETE /api/users/:user': 'admin',
  'DELETE /api/users/:user/identities': 'admin',
  'DELETE /api/users/:user/roles/:scope': 'admin',
  'DELETE /api/users/:user/sessions': 'admin',
  'DELETE /api/users/:user/source-users/:source': 'admin',
  'GET /api/audit': 'admin',
  'GET /api/audit.csv': 'admin',
  'GET /api/audit/people': 'admin',
  'GET /api/events': 'signed in',
  'GET /api/keys': 'signed in',
  'GET /api/openapi.json': 'signed in',
  'GET /api/preferences': 'signed in',
  'GET /api/roles': 'admin',
  'GET /api/session': 'everybody',
  'GET /api/session/all': 'signed in',
  'GET /api/session/oidc': 'everybody',
  'GET /api/session/oidc/callback': 'everybody',
  'GET /api/sources': 'signed in',
  'GET /api/sources/:source/account': 'viewer',
  'GET /api/sources/:source/chats': 'viewer',
  'GET /api/sources/:source/companies': 'viewer',
  'GET /api/sources/:source/companies/:id': 'viewer',
  'GET /api/sources/:source/connection': 'viewer',
  'GET /api/sources/:source/contacts': 'viewer',
  'GET /api/sources/:source/contacts/:id': 'viewer',
  'GET /api/sources/:source/contacts/:id/catalog-elements': 'viewer',
  'GET /api/sources/:source/contacts/:id/customers': 'viewer',
  'GET /api/sources/:source/contacts/:id/history': 'viewer',
  'GET /api/sources/:source/contacts/:id/leads': 'viewer',
  'GET /api/sources/:source/contacts/:id/timeline': 'viewer',
  'GET /api/sources/:source/contacts/ids': 'viewer',
  'DELETE /api/sources/:source/exports/:export': 'editor',
  'GET /api/sources/:source/exports': 'editor',
  'GET /api/sources/:source/exports/:export': 'editor',
  'GET /api/sources/:source/exports/:export/file': 'editor',
  'GET /api/sources/:source/facets': 'viewer',
  'GET /api/sources/:source/fields': 'viewer',
  'GET /api/sources/:source/jobs': 'viewer',
  'GET /api/sources/:source/jobs/:job': 'viewer',
  'GET /api/sources/:source/jobs/:job/events': 'viewer',
  'GET /api/sources/:source/jobs/:job/failed.csv': 'viewer',
  'GET /api/sources/:source/jobs/:job/rows': 'viewer',
  'GET /api/sources/:source/jobs/:job/undo': 'viewer',
  'GET /api/sources/:source/matches': 'viewer',
  'GET /api/sources/:source/mirror': 'viewer',
  'GET /api/sources/:source/mirror/estimate': 'admin',
  'GET /api/sources/:source/overview': 'viewer',
  'GET /api/sources/:source/suggestions': 'viewer',
  'GET /api/sources/:source/tags': 'viewer',
  'GET /api/sources/:source/talks': 'viewer',
  'GET /api/sources/:source/task-types': 'viewer',
  'GET /api/sources/:source/users': 'viewer',
  'GET /api/sources/:source/views': 'viewer',
  'GET /api/users': 'admin',
  'GET /api/users/:user': 'admin',
  'PATCH /api/sources/:source/contacts': 'support',
  'PATCH /api/sources/:source/contacts/:id/notes/:note': 'support',
  'PATCH /api/sources/:source/contacts/:id/tasks/:task': 'support',
  'PATCH /api/sources/:source/views/:id': 'viewer',
  'PATCH /api/users/:user': 'admin',
  'POST /api/hooks/:source/:secret': 'everybody',
  'POST /api/keys': 'signed in',
  'POST /api/links/look-up': 'everybody',
  'POST /api/links/use': 'everybody',
  'POST /api/session': 'everybody',
  'POST /api/session/oidc/sign-out': 'everybody',
  'POST /api/sources/:source/chats': 'support',
  'POST /api/sources/:source/companies': 'editor',
  'POST /api/sources/:source/contacts': 'support',
  'POST /api/sources/:source/contacts/:id/links': 'support',
  'POST /api/sources/:source/contacts/:id/notes': 'support',
  'POST /api/sources/:source/contacts/:id/tasks': 'support',
  'POST /api/sources/:source/exports': 'editor',
  'POST /api/sources/:source/exports/:export/cancel': 'editor',
  'POST /api/sources/:source/exports/:export/repeat': 'editor',
  'POST /api/sources/:source/jobs': 'support',
  'POST /api/sources/:source/jobs/:job/cancel': 'viewer',
  'POST /api/sources/:source/jobs/:job/retry': 'support',
  'POST /api/sources/:source/jobs/:job/start': 'support',
  'POST /api/sources/:source/jobs/:job/undo': 'support',
  'POST /api/sources/:source/mirror/pause': 'admin',
  'POST /api/sources/:source/mirror/refill': 'admin',
  'POST /api/sources/:source/mirror/resume': 'admin',
  'POST /api/sources/:source/mirror/scan': 'admin',
  'POST /api/sources/:source/views': 'viewer',
  'POST /api/sources/:source/views/:id/restore': 'viewer',
  'POST /api/users': 'admin',
  'POST /api/users/:user/disable': 'admin',
  'POST /api/users/:user/enable': 'admin',
  'POST /api/users/:user/link': 'admin',
  'PUT /api/preferences': 'signed in',
  'PUT /api/roles/:scope/:role': 'admin',
  'PUT /api/session/password': 'signed in',
  'PUT /api/sources/:source/contacts/:id/status': 'support',
  'PUT /api/sources/:source/contacts/:id/variables/:name': 'support',
  'PUT /api/sources/:source/jobs/:job/parts/:part': 'support',
  'PUT /api/sources/:source/mirror': 'admin',
  'PUT /api/users/:user/roles/:scope': 'admin',
  'PUT /api/users/:user/source-users/:source': 'admin',
}

const harness = openPeopleHarness({ openId: unreachableProvider })
const nobody = harness.openBrowser()
const browsers = new Map<Role, TestBrowser>()
let routes: ApiRoute[]

beforeAll(async () => {
  routes = await apiRoutesOf(harness)
  await harness.register('admin@example.com', 'admin')
  // The others have a role at one source only.
  for (const name of role.options.slice(0, -1))
    await harness.register(`${name}@example.com`, { main: name })
  for (const name of role.options) browsers.set(name, await harness.signedIn(`${name}@example.com`))
})
afterAll(() => harness.proxy.close())

const examples: Record<string, string> = {
  export: '00000000-0000-4000-a000-000000000004',
  id: '1',
  key: '00000000-0000-4000-a000-000000000003',
  job: '00000000-0000-4000-a000-000000000001',
  name: 'city',
  part: '1',
  role: 'viewer',
  scope: 'main',
  secret: 'none',
  session: 'none',
  user: '00000000-0000-4000-a000-000000000002',
}
const addressOf = ({ url }: ApiRoute, source: string): string =>
  url.replaceAll(/:(\w+)/g, (_text, name: string) =>
    name === 'source' ? source : (examples[name] ?? 'missing'),
  )

/** What a request without a body comes to: rejected for who asks, or not. */
async function verdictOf(browser: TestBrowser, route: ApiRoute, source: string) {
  // Streams do not end by themselves.
  const answer = await browser.start(route.method, addressOf(route, source))
  answer.stream().destroy()
  switch (answer.statusCode) {
    case 401:
      return 'unauthenticated'
    case 403:
      return 'forbidden'
    default:
      return 'let through'
  }
}

const isSourceRoute = ({ url }: ApiRoute) => url.startsWith('/api/sources/:source')

function expected(minimum: Minimum, who: Role | 'nobody', isForeign: boolean) {
  if (minimum === 'everybody') return 'let through'
  if (who === 'nobody') return 'unauthenticated'
  if (minimum === 'signed in') return 'let through'
  if (isForeign && who !== 'admin') return 'forbidden'
  const isEnough = role.options.indexOf(who) >= role.options.indexOf(minimum)
  return isEnough ? 'let through' : 'forbidden'
}

it('each route is in the table', () => {
  expect(routes.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual(
    Object.keys(table).toSorted(),
  )
})

describe.each(['nobody', ...role.options] as const)('%s', (who) => {
  it('gets through to what the table says, at their own source and at another one', async () => {
    const wrong: string[] = []
    for (const route of routes) {
      const name = `${route.method} ${route.url}`
      const minimum = table[name] ?? 'admin'
      for (const source of isSourceRoute(route) ? ['main', 'bots'] : ['main']) {
        // Whoever signs out has a browser of their own for it.
        const isOver =
          route.url.endsWith('/sign-out') ||
          (route.method === 'DELETE' && route.url.startsWith('/api/session'))
        const own = who === 'nobody' ? nobody : browsers.get(who)
        const browser =
          isOver && who !== 'nobody' ? await harness.signedIn(`${who}@example.com`) : own
        if (!browser) throw new Error(`${who} has no browser`)
        const verdict = await verdictOf(browser, route, source)
        const right = expected(minimum, who, isSourceRoute(route) && source === 'bots')
        if (verdict !== right) wrong.push(`${name} at ${source}: ${verdict}, not ${right}`)
        if (isOver && who !== 'nobody')
          browsers.set(who, await harness.signedIn(`${who}@example.com`))
      }
    }
    expect(wrong).toEqual([])
  })
})

it('each route of the demo is for whoever looks at it', async () => {
  const demo = openPeopleHarness({ hasDemo: true, contacts: 0 })
  const more = (await apiRoutesOf(demo)).map(({ method, url }) => `${method} ${url}`)
  expect(more.filter((name) => !(name in table)).toSorted()).toEqual([
    'DELETE /api/demo/situations',
    'DELETE /api/demo/situations/:name',
    'GET /api/demo',
    'POST /api/demo/start-over',
    'PUT /api/demo/role',
    'PUT /api/demo/situations/:name',
  ])
  const browser = demo.openBrowser()
  await browser.ask('PUT', '/api/demo/role', { payload: { role: 'viewer' } })
  expect((await browser.ask('DELETE', '/api/demo/situations')).statusCode).toBe(204)
  await demo.proxy.close()
})

it('a proxy does not start with a route that has no rule', async () => {
  const app = Fastify()
  enforceAccess(app, { auth: undefined, sourceIds: [] })
  const add = () => app.get('/api/unguarded', () => 'secret')
  expect(add).toThrow('GET /api/unguarded has no rule of access')
})
