import * as z from 'zod/mini'
import { conflict, rowResult, type Conflict, type RowResult } from '#contract/api/row-results.ts'
import { isFieldKey, readAttributeKey, type AttributeKey } from '#contract/model/attribute.ts'
import { issue, issueCode, type Issue } from '#contract/model/issue.ts'
import type { Value } from '#contract/model/value.ts'
import {
  companyOf,
  pointsOf,
  tagsOf,
  textOf,
  userOf,
  valueOfContent,
} from '#proxy/jobs/orders/legacy-snapshot.ts'

const formerReason = z.object({
  field: z.nullable(z.string()),
  code: z.string(),
  message: z.string(),
})
const formerConflict = z.object({
  field: z.string(),
  before: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
})

const storedResult = z.object({
  fields: z.optional(z.array(z.string())),
  reasons: z.optional(z.array(formerReason)),
  conflicts: z.optional(z.array(z.union([conflict, formerConflict]))),
})

/** The stored result of a row; results of 0.1.0 are converted to the current format. */
export function readResult(outcome: string, text: string | null): RowResult {
  const details: unknown = text === null ? {} : JSON.parse(text)
  const { fields, reasons, conflicts } = storedResult.parse(details)
  return rowResult.parse({
    ...z.record(z.string(), z.unknown()).parse(details),
    ...(fields && { attributes: fields.map((name) => readAttributeKey(placeOf(name)) ?? name) }),
    ...(reasons && { issues: reasons.map(issueOfReason) }),
    ...(conflicts && { conflicts: conflicts.flatMap(readConflict) }),
    outcome,
  })
}

/** The conflicts with which a row ended before it is retried. */
export const shownConflicts = (text: string | null): Conflict[] =>
  text === null
    ? []
    : (storedResult.parse(JSON.parse(text)).conflicts ?? []).flatMap((entry) => readConflict(entry))

/** Converts the rejection of 0.1.0 for `fields.12.0` or `phones.1`. */
export function issueOfReason({ field, code, message }: z.infer<typeof formerReason>): Issue {
  const known = code === 'no_field' ? 'no_such_field' : code === 'invalid' ? 'invalid_format' : code
  const [, name = field, rest] =
    /^(fields\.\d+|links\.\w+|[a-z]\w*)(?:\.(.+))?$/i.exec(field ?? '') ?? []
  const [index, ...part] = rest?.split('.') ?? []
  const isIndex = index !== undefined && /^\d+$/.test(index)
  const named = isIndex ? part.join('.') : (rest ?? '')
  return issue.parse({
    attribute: name === null ? null : (readAttributeKey(name) ?? name),
    ...(isIndex && { index: Number(index) }),
    ...(named !== '' && { part: named }),
    code: z.safeParse(issueCode, known).data ?? 'rejected',
    message,
  })
}

/** The attribute of a place: `links.leads.45` is one of the leads. */
const placeOf = (name: string): string => /^links\.\w+/.exec(name)?.[0] ?? name

function readConflict(entry: Conflict | z.infer<typeof formerConflict>): Conflict[] {
  if ('attribute' in entry) return [entry]
  const { field, ...versions } = entry
  if (field === 'chat') return [conflict.parse({ attribute: 'chat', ...versions })]
  const attribute = readAttributeKey(placeOf(field))
  if (attribute === undefined) return []
  const held = (json: unknown) => valueOfFormer(attribute, json) ?? null
  const before = versions.before == null ? {} : { before: held(versions.before) }
  return [{ attribute, ...before, mine: held(versions.mine), theirs: held(versions.theirs) }]
}

const idIn = z.union([
  z.int(),
  z.pipe(
    z.object({ id: z.int() }),
    z.transform(({ id }) => id),
  ),
])
const texts = z.array(z.string())
const points = z.array(z.object({ value: z.string(), kind: z.nullable(z.string()) }))

/** A value in a conflict of 0.1.0; undefined if it cannot be read. */
function valueOfFormer(attribute: AttributeKey, json: unknown): Value | null | undefined {
  if (json === null || json === undefined) return null
  if (isFieldKey(attribute)) return valueOfContent(json)
  const read = formerValues[attribute]
  return read?.(json)
}

const formerText = (json: unknown): Value | null | undefined =>
  typeof json === 'string' ? textOf(json) : undefined
const formerPoints = (json: unknown): Value | null =>
  pointsOf((z.safeParse(points, json).data ?? []).map((point) => ({ ...point, kindId: null })))

const formerValues: Partial<Record<AttributeKey, (json: unknown) => Value | null | undefined>> = {
  name: formerText,
  firstName: formerText,
  lastName: formerText,
  responsible: (json) => userOf(z.safeParse(idIn, json).data ?? null),
  company: (json) => companyOf(z.safeParse(idIn, json).data ?? null),
  tags: (json) => tagsOf(z.safeParse(texts, json).data ?? []),
  phones: formerPoints,
  emails: formerPoints,
}
