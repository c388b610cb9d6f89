import * as z from 'zod/mini'
import { fieldKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { draftOf, type AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import type { StoredDraft } from './contact-form-drafts.ts'
import type { FormValues } from './contact-form-values.ts'

/** Drafts in the format of 0.1.0; supported for one version. */
const points = z.array(z.object({ value: z.string(), kind: z.string() }))

const formerInput = z.union([
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), text: z.string() }),
  z.object({ kind: z.literal('yesNo'), answer: z.string() }),
  z.object({ kind: z.literal('options'), chosen: z.array(z.int()), lost: z.array(z.string()) }),
  z.object({ kind: z.literal('date'), day: z.string() }),
  z.object({ kind: z.literal('dateTime'), wall: z.string() }),
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

/** Converts a draft of 0.1.0 to the current format; its storage key replaces the form key. */
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
  const id = Number(former.responsible)
  const tags = former.tags.map((name) => ({ id: null, name }))
  const drafts: Record<string, AttributeDraft> = {
    name: draftOf(text(former.name)),
    firstName: draftOf(text(former.firstName)),
    lastName: draftOf(text(former.lastName)),
    phones: draftOf(contactPoints(former.phones)),
    emails: draftOf(contactPoints(former.emails)),
    responsible: draftOf(id > 0 ? { kind: 'user', id, name: null } : null),
    tags: draftOf(tags.length === 0 ? null : { kind: 'tags', items: tags }),
  }
  for (const [key, input] of Object.entries(former.fields))
    // Values that were only displayed are read from the source instead.
    if (input.kind !== 'kept') drafts[fieldKey(Number(key.slice(1)))] = draftOfInput(input)
  return { drafts, identity: former.identity }
}

const text = (value: string): Value | null =>
  value === '' ? null : { kind: 'text', values: [value] }

const contactPoints = (items: z.infer<typeof points>): Value | null =>
  items.length === 0
    ? null
    : {
        kind: 'contactPoints',
        items: items.map(({ value, kind }) => ({ value, kind: kind || null, kindId: null })),
      }

/**
 * A text that is parsed once the attribute, the account's time zone and the user's language are
 * known.
 */
const typed = (content: string): AttributeDraft => ({
  ...draftOf(null),
  text: content === '' ? null : content,
})

function draftOfInput(
  input: Exclude<z.infer<typeof formerInput>, { kind: 'kept' }>,
): AttributeDraft {
  switch (input.kind) {
    case 'text':
    case 'number':
      return typed(input.text)
    case 'date':
      return typed(input.day)
    case 'dateTime':
      return typed(input.wall)
    case 'yesNo':
      return draftOf(input.answer === '' ? null : { kind: 'flag', value: input.answer === 'yes' })
    case 'options': {
      const options = [
        ...input.chosen.map((id) => ({ id, code: null, label: `#${id}` })),
        ...input.lost.map((label) => ({ id: null, code: null, label })),
      ]
      return draftOf(options.length === 0 ? null : { kind: 'choice', options })
    }
    case 'reaches':
      return draftOf(contactPoints(input.items))
    case 'address':
      return draftOf({ kind: 'address', parts: input.parts })
    case 'legalEntities':
      return draftOf({ kind: 'companyDetails', entities: input.entities })
  }
}
