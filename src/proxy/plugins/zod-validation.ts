import fastJson from 'fast-json-stringify'
import type { FastifyInstance, FastifyTypeProvider } from 'fastify'
import * as z from 'zod/v4/core'
import { InvalidInputError, issuesOf } from '#proxy/invalid-input.ts'
import { isReadyJson, readyJson } from '#proxy/ready-json.ts'
import { zeroCharacterIssues } from './zero-characters.ts'

export interface ZodTypes extends FastifyTypeProvider {
  validator: this['schema'] extends z.$ZodType ? z.output<this['schema']> : unknown
  serializer: this['schema'] extends z.$ZodType ? z.input<this['schema']> : unknown
}

/** Lets routes declare their schemas with zod. */
export function withZod(app: FastifyInstance) {
  app.setValidatorCompiler<z.$ZodType>(({ schema }) => (data) => {
    const issues = zeroCharacterIssues(data)
    if (issues.length > 0) return { error: new InvalidInputError(issues) }
    const result = z.safeParse(schema, data)
    return result.success
      ? { value: result.data }
      : { error: new InvalidInputError(issuesOf(result.error.issues)) }
  })
  app.setSerializerCompiler<z.$ZodType>(({ schema }) => {
    const serialize = serializerOf(schema)
    return (data) => (isReadyJson(data) ? data[readyJson] : serialize(data))
  })
  return app.withTypeProvider<ZodTypes>()
}

/**
 * Serialises only what the schema declares. Schemas are compiled, which for a page of 250 contacts
 * is several times faster than parsing and stringifying, the fallback for unions without a
 * discriminator.
 */
export function serializerOf(schema: z.$ZodType): Serializer {
  const known = serializers.get(schema)
  if (known) return known
  const serializer = compileSerializer(schema)
  serializers.set(schema, serializer)
  return serializer
}

type Serializer = (data: unknown) => string

/** Compiling is slow, and several routes, servers of one process and sources share a schema. */
const serializers = new WeakMap<z.$ZodType, Serializer>()

function compileSerializer(schema: z.$ZodType): Serializer {
  // OpenAPI 3.0 uses "nullable" where plain JSON Schema would use a union.
  const json = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'output',
    unrepresentable: 'any',
  })
  const text = JSON.stringify(json)
  if (/"(anyOf|allOf|not)":/.test(text)) return (data) => JSON.stringify(z.parse(schema, data))
  return fastJson(JSON.parse(text)) // the same standard, but each library declares types of its own
}
