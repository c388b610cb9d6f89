import type { FastifyInstance, RouteOptions } from 'fastify'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as mini from 'zod/mini'
import * as z from 'zod/v4/core'
import { problem } from '#contract/api/problem.ts'

type JsonSchema = Record<string, unknown>
type Operation = Record<string, unknown>

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/**
 * Serves `GET /api/openapi.json`: an OpenAPI 3.1 document of every route below /api, generated from
 * the schemas that validate requests and serialise responses. Must be called before the routes are
 * registered.
 */
export function serveOpenApi(app: FastifyInstance): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/')) routes.push(route)
  })
  let document: object | undefined
  app.get(
    '/openapi.json',
    { config: { access: 'signedIn' } },
    async () => (document ??= describe(routes)),
  )
}

function describe(routes: RouteOptions[]): object {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    if (route.url === '/api/openapi.json') continue
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    for (const method of [route.method].flat().map((name) => name.toLowerCase()))
      if (methods.some((known) => known === method))
        paths[path] = { ...paths[path], [method]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kartoteka',
      version: versionOf(),
      description:
        'Contacts of amoCRM and WatBot accounts in one format. Writes must come from the dashboard itself: their Origin must be that of the server.',
    },
    paths,
    components: { schemas: { Problem: schemaOf(problem, 'output') } },
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The data of the server-sent events that a route answers with. */
    events?: z.$ZodType
  }
}

function operationOf({ schema, config }: RouteOptions): Operation {
  const { params, querystring, body, response } = schema ?? {}
  return {
    parameters: [...parametersOf(params, 'path'), ...parametersOf(querystring, 'query')],
    ...(isZod(body) && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      ...(config?.events ? streamOf(config.events) : responsesOf(response)),
      default: {
        description: 'The request failed; `code` is the reason.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const streamOf = (events: z.$ZodType) => ({
  200: {
    description: 'Server-sent events, whose data are JSON.',
    content: { 'text/event-stream': { schema: schemaOf(events, 'output') } },
  },
})

function responsesOf(response: unknown): Record<string, object> {
  if (typeof response !== 'object' || response === null)
    return { '2XX': { description: 'Success. A body, if any, is not JSON.' } }
  return Object.fromEntries(
    Object.entries(response).flatMap(([status, schema]) =>
      isZod(schema)
        ? [
            [
              status,
              {
                description: 'Done.',
                content: { 'application/json': { schema: schemaOf(schema, 'output') } },
              },
            ],
          ]
        : [],
    ),
  )
}

function parametersOf(schema: unknown, location: 'path' | 'query'): object[] {
  if (!isZod(schema)) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  } // the JSON Schema of an object
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: property,
  }))
}

const isZod = (schema: unknown): schema is z.$ZodType =>
  typeof schema === 'object' && schema !== null && '_zod' in schema

/** OpenAPI 3.1 uses JSON Schema 2020-12, the default of zod. */
function schemaOf(schema: z.$ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}

function versionOf(): string {
  const text = readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8')
  return packageFile.parse(JSON.parse(text)).version
}
const packageFile = mini.object({ version: mini.string() })
