import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { demoState, situationName } from '#contract/api/demo.ts'
import type { Audit } from '#proxy/audit/audit-store.ts'
import { demoRoleRequest } from '#contract/api/sign-in.ts'
import type { Demo } from '#proxy/demo/demo-accounts.ts'
import type { Exports } from '#proxy/exports/export-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import type { SessionCookies } from '#proxy/plugins/session-cookies.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import type { Sources } from '#proxy/sources/source-registry.ts'
import { noQuery } from './route-params.ts'

const situationParams = z.object({ name: situationName })

type Options = {
  demo: Demo
  sources: Sources
  audit: Audit | undefined
  exports: Exports | undefined
  cookies: SessionCookies
  /** Called before the response to a change, because data read before may be outdated. */
  onChange: () => void
}

/** Routes for the demo's menu; registered in demo mode only. */
export async function demoRoutes(
  instance: FastifyInstance,
  { demo, cookies, sources, audit, exports, onChange }: Options,
) {
  const app = withZod(instance)
  // Also of those who look at the demo as somebody who may do little.
  const config = { access: 'signedIn' } as const
  app.addHook('onSend', async ({ method }) => {
    if (method !== 'GET') onChange()
  })

  app.get('/demo', { config, schema: { querystring: noQuery, response: { 200: demoState } } }, () =>
    demo.state(),
  )

  const options = { config, schema: { params: situationParams, querystring: noQuery } }
  app.put('/demo/situations/:name', options, async (request, reply) => {
    await demo.turnOn(request.params.name)
    return reply.code(204).send()
  })
  app.delete('/demo/situations/:name', options, async (request, reply) => {
    await demo.turnOff(request.params.name)
    return reply.code(204).send()
  })

  app.put(
    '/demo/role',
    { config, schema: { body: demoRoleRequest, querystring: noQuery } },
    async ({ body }, reply) => {
      cookies.setDemoRole(reply, body.role)
      return reply.code(204).send()
    },
  )

  app.delete(
    '/demo/situations',
    { config, schema: { querystring: noQuery } },
    async (_request, reply) => {
      await demo.reset()
      return reply.code(204).send()
    },
  )
  app.post(
    '/demo/start-over',
    { config, schema: { querystring: noQuery } },
    async (request, reply) => {
      await demo.startOver()
      for (const { info } of sources.list()) {
        await exports?.removeOf({ source: info.id })
        await audit?.record({ action: 'demoRestart', actor: actorOf(request), source: info.id })
      }
      return reply.code(204).send()
    },
  )
}
