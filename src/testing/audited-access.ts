import { randomUUID } from 'node:crypto'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import type { Audited, AuditedWorld } from './audited-world.ts'
import { goodPassword } from './people-harness.ts'

const role = '/api/roles/main/viewer'
const settings = { maxRows: 5, mayExport: false, visibility: 'all' }

/** Routes that change who may do what, and what people have set for themselves. */
export function auditedAccess(world: AuditedWorld): Audited {
  const { ask, auth, newEmail, person, ofPerson, prepared, plain } = world
  const { view, ofView, makeKey, newBrowser } = world
  return {
    'POST /api/session': { records: ['signIn'], act: plain(newBrowser) },
    'DELETE /api/session': {
      records: ['signOut'],
      async act(mark) {
        const browser = await newBrowser()
        await mark()
        await browser.ask('DELETE', '/api/session')
      },
    },
    'POST /api/session/oidc/sign-out': {
      records: ['signOut'],
      async act(mark) {
        const browser = await newBrowser()
        await mark()
        await browser.ask('POST', '/api/session/oidc/sign-out')
      },
    },
    'DELETE /api/session/all': {
      records: ['sessionEnd'],
      act: prepared(newBrowser, () => ask('DELETE', '/api/session/all')),
    },
    'DELETE /api/session/all/:session': {
      records: ['sessionEnd'],
      async act(mark) {
        await newBrowser()
        const { items } = (await ask('GET', '/api/session/all')).json<{ items: { id: string }[] }>()
        await mark()
        await ask('DELETE', `/api/session/all/${items.at(-1)?.id}`)
      },
    },
    'PUT /api/session/password': {
      records: ['passwordChange'],
      act: plain(() =>
        ask('PUT', '/api/session/password', {
          payload: { current: goodPassword, password: goodPassword },
        }),
      ),
    },
    'POST /api/links/look-up': { nothing: 'it only reads' },
    'POST /api/links/use': {
      records: ['passwordChange', 'signIn'],
      async act(mark) {
        const { link } = await auth.changes
          .newLink(await person(), localActor)
          .then((made) => ({ link: made.secret }))
        await mark()
        await world
          .openBrowser()
          .ask('POST', '/api/links/use', { payload: { link, password: goodPassword } })
      },
    },
    'POST /api/keys': { records: ['keyMade'], act: plain(makeKey) },
    'DELETE /api/keys/:key': {
      records: ['keyRevoked'],
      async act(mark) {
        const id = await makeKey()
        await mark()
        await ask('DELETE', `/api/keys/${id}`)
      },
    },
    'POST /api/users': {
      records: ['userChange', 'roleChange'],
      act: plain(() =>
        ask('POST', '/api/users', {
          payload: { email: newEmail(), roles: [{ source: '*', role: 'viewer' }] },
        }),
      ),
    },
    'PATCH /api/users/:user': {
      records: ['userChange'],
      act: ofPerson((path) => ask('PATCH', path, { payload: { name: 'Ada' } })),
    },
    'DELETE /api/users/:user': {
      records: ['userChange', 'roleChange'],
      act: ofPerson((path) => ask('DELETE', path)),
    },
    'POST /api/users/:user/disable': {
      records: ['userChange'],
      act: ofPerson((path) => ask('POST', `${path}/disable`)),
    },
    'POST /api/users/:user/enable': {
      records: ['userChange'],
      async act(mark) {
        const id = await person()
        await auth.changes.disable(id, localActor)
        await mark()
        await ask('POST', `/api/users/${id}/enable`)
      },
    },
    'POST /api/users/:user/link': {
      records: ['userChange'],
      act: ofPerson((path) => ask('POST', `${path}/link`)),
    },
    'DELETE /api/users/:user/sessions': {
      records: ['sessionEnd'],
      async act(mark) {
        const address = newEmail()
        const id = await world.register(address, 'viewer')
        await world.signedIn(address)
        await mark()
        await ask('DELETE', `/api/users/${id}/sessions`)
      },
    },
    'PUT /api/users/:user/roles/:scope': {
      records: ['roleChange'],
      act: ofPerson((path) => ask('PUT', `${path}/roles/main`, { payload: { role: 'editor' } })),
    },
    'DELETE /api/users/:user/roles/:scope': {
      records: ['roleChange'],
      act: ofPerson((path) => ask('DELETE', `${path}/roles/*`)),
    },
    'PUT /api/users/:user/source-users/:source': {
      records: ['userChange'],
      act: ofPerson((path) =>
        ask('PUT', `${path}/source-users/main`, { payload: { user: 504_141 } }),
      ),
    },
    'DELETE /api/users/:user/source-users/:source': {
      records: ['userChange'],
      async act(mark) {
        const id = await person()
        await auth.changes.setSourceUser(id, 'main', 504_141, localActor)
        await mark()
        await ask('DELETE', `/api/users/${id}/source-users/main`)
      },
    },
    'DELETE /api/users/:user/identities': {
      records: ['userChange'],
      async act(mark) {
        const id = await person()
        const identity = { issuer: 'https://id.example.com', sub: randomUUID() }
        await auth.directory(localActor).linkIdentity(id, identity)
        await mark()
        await ask('DELETE', `/api/users/${id}/identities`)
      },
    },
    'PUT /api/roles/:scope/:role': {
      records: ['roleSettings'],
      act: plain(() => ask('PUT', role, { payload: settings })),
    },
    'DELETE /api/roles/:scope/:role': {
      records: ['roleSettings'],
      act: prepared(
        () => ask('PUT', role, { payload: settings }),
        () => ask('DELETE', role),
      ),
    },
    'PUT /api/preferences': { nothing: 'columns, theme and language of one person' },
    'POST /api/sources/:source/views': { records: ['viewShared'], act: plain(() => view()) },
    'PATCH /api/sources/:source/views/:id': {
      records: ['viewShared'],
      act: ofView('PATCH', '', { isShared: false }),
    },
    'DELETE /api/sources/:source/views/:id': { records: ['viewChange'], act: ofView('DELETE', '') },
    'POST /api/sources/:source/views/:id/restore': {
      records: ['viewChange'],
      act: ofView('POST', '/restore', {}, true),
    },
  }
}
