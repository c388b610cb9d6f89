import * as z from 'zod/mini'
import { fieldKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { fromWallClock } from '#contract/model/zoned-time.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import type { StoredDraft } from './contact-form-drafts.ts'
import type { FormValues } from './contact-form-values.ts'

/** Drafts as 0.1.0 kept them; understood for one version. */
const points = z.array(z.object({ value: z.string(), kind: z.string() }))

const formerInput = z.union([
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), text: z.string() }),
  z.object({ kind: z.literal('yesNo'), answer: z.string() }),
  z.object({ kind: z.literal('options'), chosen: z.array(z.int()), lost: z.array(z.string()) }),
  z.object({ kind: z.literal('date'), day: z.string() }),
  z.object({ kind: z.literal('dateTime'), wall: z.string(), was: z.nullable(z.string()) }),
  z.object({ kind: z.literal('reaches'), items: points }),
  z.object({
    kind: z.literal('address'),
    parts: z.array(z.object({ part: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal('legalEntities'),
    entities: z.array(z.array(z.object({ key: z.string(), value: z.string() }))),
  }),
  z.object({ kind: z.literal('kept') }),
])

const formerValues = z.object({
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phones: points,
  emails: points,
  responsible: z.string(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), formerInput),
  identity: z.object({
    bot: z.string(),
    messenger: z.string(),
    id: z.string(),
    username: z.string(),
  }),
})

const formerDraft = z.object({ at: z.number(), values: formerValues, base: formerValues })

/** A draft of 0.1.0 in today's shape; its storage key stands for the form it was typed in. */
export function readFormerDraft(key: string, stored: unknown): StoredDraft | undefined {
  const read = z.safeParse(formerDraft, stored).data
  return (
    read && {
      formKey: key,
      at: read.at,
      values: toFormValues(read.values),
      base: toFormValues(read.base),
      sent: null,
    }
  )
}

function toFormValues(former: z.infer<typeof formerValues>): FormValues {
  const text = (value: string): Value | null =>
    value === '' ? null : { kind: 'text', values: [value] }
  const id = Number(former.responsible)
  const values: Record<string, Value | null> = {
    name: text(former.name),
    firstName: text(former.firstName),
    lastName: text(former.lastName),
    phones: contactPoints(former.phones),
    emails: contactPoints(former.emails),
    responsible: id > 0 ? { kind: 'user', id, name: null } : null,
    tags:
      former.tags.length === 0
        ? null
        : { kind: 'tags', items: former.tags.map((name) => ({ id: null, name })) },
  }
  for (const [key, input] of Object.entries(former.fields))
    // What was only shown is read anew.
    if (input.kind !== 'kept') values[fieldKey(Number(key.slice(1)))] = valueOf(input)
  return {
    drafts: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, draftOf(value)])),
    identity: former.identity,
  }
}

const contactPoints = (items: z.infer<typeof points>): Value | null =>
  items.length === 0
    ? null
    : {
        kind: 'contactPoints',
        items: items.map(({ value, kind }) => ({ value, kind: kind || null, kindId: null })),
      }

/** Decimal text and days came in one way then; what was typed by half is left out. */
function valueOf(input: Exclude<z.infer<typeof formerInput>, { kind: 'kept' }>): Value | null {
  switch (input.kind) {
    case 'text':
      return input.text === '' ? null : { kind: 'text', values: [input.text] }
    case 'number':
      return input.text === ''
        ? null
        : { kind: 'number', value: input.text.replaceAll(/\s/g, '').replace(',', '.') }
    case 'yesNo':
      return input.answer === '' ? null : { kind: 'flag', value: input.answer === 'yes' }
    case 'options':
      return {
        kind: 'choice',
        options: [
          ...input.chosen.map((id) => ({ id, code: null, label: `#${id}` })),
          ...input.lost.map((label) => ({ id: null, code: null, label })),
        ],
      }
    case 'date':
      return input.day === '' ? null : { kind: 'date', value: input.day }
    case 'dateTime': {
      const moment = input.was ?? fromWallClock(input.wall, null)
      return moment === undefined ? null : { kind: 'dateTime', value: moment }
    }
    case 'reaches':
      return contactPoints(input.items)
    case 'address':
      return { kind: 'address', parts: input.parts }
    case 'legalEntities':
      return { kind: 'companyDetails', entities: input.entities }
  }
}
