import type { FastifyInstance, FastifyTypeProvider } from 'fastify'
import * as z from 'zod/v4/core'
import { en } from 'zod/locales'

// The contract is written in zod/mini, which brings no words of its own.
z.config(en())

export interface ZodTypes extends FastifyTypeProvider {
  validator: this['schema'] extends z.$ZodType ? z.output<this['schema']> : unknown
  serializer: this['schema'] extends z.$ZodType ? z.input<this['schema']> : unknown
}

/** A request that the contract does not allow; names each wrong parameter. */
export class InvalidInputError extends Error {
  override name = 'InvalidInputError'
  readonly fields: { name: string; message: string }[]
  constructor(fields: { name: string; message: string }[]) {
    super(`Wrong: ${fields.map((f) => f.name).join(', ')}`)
    this.fields = fields
  }
}

/** Lets routes state their schemas in zod. */
export function withZod(app: FastifyInstance) {
  app.setValidatorCompiler<z.$ZodType>(({ schema }) => (data) => {
    const result = z.safeParse(schema, data)
    return result.success
      ? { value: result.data }
      : { error: new InvalidInputError(result.error.issues.flatMap(toFields)) }
  })
  app.setSerializerCompiler<z.$ZodType>(
    ({ schema }) =>
      (data) =>
        JSON.stringify(z.parse(schema, data)),
  )
  return app.withTypeProvider<ZodTypes>()
}

function toFields(issue: z.$ZodIssue): { name: string; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ name, message: 'unknown parameter' }))
  return [{ name: issue.path.join('.'), message: issue.message }]
}
