import { expect, it } from 'vitest'
import { buildStack } from '#testing/stack.ts'

type Parameter = { name: string; in: string; required: boolean; schema: object }
type Document = {
  openapi: string
  paths: Record<
    string,
    Record<
      string,
      {
        parameters: Parameter[]
        requestBody?: { content: Record<string, { schema: object }> }
        responses: Record<string, { content?: Record<string, { schema: object }> }>
      }
    >
  >
  components: { schemas: Record<string, object> }
}

const { proxy } = buildStack({ contacts: 0 })
const answer = await proxy.inject('/api/openapi.json')
const document = answer.json<Document>()

it('names every route below /api, and no other', async () => {
  expect(answer.statusCode).toBe(200)
  expect(document.openapi).toBe('3.1.0')
  const named = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(named).toContain('GET /api/sources/{source}/contacts')
  expect(named).toContain('PATCH /api/sources/{source}/contacts')
  expect(named).toContain('POST /api/sources/{source}/jobs')
  const unknown = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).filter(
      (method) =>
        !proxy.hasRoute({
          method: method.toUpperCase() as 'GET',
          url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
        }),
    ),
  )
  expect(unknown).toEqual([])
  const registered = proxy
    .printRoutes({ commonPrefix: false })
    .match(/\((?:GET|POST|PUT|PATCH|DELETE)/g)
  expect(registered?.length).toBeGreaterThan(15)
})

it('describes the parameters and the answer of a list', () => {
  const list = document.paths['/api/sources/{source}/contacts']!['get']!
  const names = list.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
  expect(names).toEqual(
    expect.arrayContaining(['path source', 'query page', 'query size', 'query responsible']),
  )
  expect(list.parameters.find(({ name }) => name === 'source')?.required).toBe(true)
  expect(list.parameters.find(({ name }) => name === 'search')?.required).toBe(false)
  expect(JSON.stringify(list.responses['200'])).toContain('filterApplied')
  expect(JSON.stringify(list.responses['default'])).toContain('Problem')
})

it('describes the body of a write', () => {
  const create = document.paths['/api/sources/{source}/contacts']!['post']!
  const body = create.requestBody!.content['application/json']!.schema
  expect(JSON.stringify(body)).toContain('phones')
  expect(document.components.schemas['Problem']).toMatchObject({ type: 'object' })
})

it('is plain JSON Schema throughout', () => {
  const odd = JSON.stringify(document).match(/"\$schema"|"~standard"|"_zod"/g)
  expect(odd).toBeNull()
})
