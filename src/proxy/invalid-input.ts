import * as z from 'zod/v4/core'
import { en } from 'zod/locales'
import type { Problem } from '#contract/api/problem.ts'

// The contract uses zod/mini, which does not include messages.
z.config(en())

export type InputIssue = NonNullable<Problem['fields']>[number]

/** The request does not match the contract; the error names each invalid parameter. */
export class InvalidInputError extends Error {
  override name = 'InvalidInputError'
  readonly fields: InputIssue[]
  constructor(fields: InputIssue[], message = `Wrong: ${fields.map((f) => f.name).join(', ')}`) {
    super(message)
    this.fields = fields
  }
}

/** Issues with dotted names; for a union, those of the closest alternative. */
export const issuesOf = (issues: z.$ZodIssue[]): InputIssue[] =>
  issues.flatMap((issue) => toFields(issue))

function toFields(issue: z.$ZodIssue): InputIssue[] {
  const path = issue.path.join('.')
  const under = (name: string) => (path && name ? `${path}.${name}` : path || name)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ name: under(name), message: 'unknown parameter' }))
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.toSorted((a, b) => distanceOf(a) - distanceOf(b))[0]
    if (nearest && nearest.length > 0)
      return issuesOf(nearest).map(({ name, message }) => ({ name: under(name), message }))
  }
  return [{ name: path, message: issue.message }]
}

/** Unknown and missing keys make an alternative unlikely; a wrong nested value does not. */
const distanceOf = (issues: z.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.path.length > 1 ? 1 : 2), 0)
