import * as z from 'zod/mini'

/**
 * The state of a field's editor, shaped like the screen and independent of forms: the form, the grid
 * and the batch edit each store it in their own way.
 */
export const fieldInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** As typed: may contain a comma or spaces. */
  z.object({ kind: z.literal('number'), text: z.string() }),
  /** Empty where it was never answered. */
  z.object({ kind: z.literal('yesNo'), answer: z.enum(['', 'yes', 'no']) }),
  /** Ids of options; `lost`: labels of options that the account has deleted. */
  z.object({ kind: z.literal('options'), selected: z.array(z.int()), lost: z.array(z.string()) }),
  /** `YYYY-MM-DD`; `isHalf` while it is incomplete. */
  z.object({ kind: z.literal('date'), day: z.string(), isHalf: z.boolean() }),
  /** Local time in the account's time zone; `was` is the moment it was read from. */
  z.object({
    kind: z.literal('dateTime'),
    wall: z.string(),
    was: z.nullable(z.string()),
    isHalf: z.boolean(),
  }),
  z.object({
    kind: z.literal('contactPoints'),
    items: z.array(z.object({ value: z.string(), kind: z.string() })),
  }),
  z.object({
    kind: z.literal('address'),
    parts: z.array(z.object({ part: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal('legalEntities'),
    entities: z.array(z.array(z.object({ key: z.string(), value: z.string() }))),
  }),
  /** Shown but never written: an unknown type, or a value that its type should not have. */
  z.object({ kind: z.literal('readonly') }),
])
export type FieldInput = z.infer<typeof fieldInput>
export type InputOf<Kind extends FieldInput['kind']> = Extract<FieldInput, { kind: Kind }>
export type ContactPointInput = InputOf<'contactPoints'>['items'][number]

/** An issue of a field, of one of its values (`index`), or of a part of it (`key`). */
export type FieldIssue = {
  index?: number | undefined
  key?: string | undefined
  /** One of `issueCodes`, or the source's message where there is no code for it. */
  code: string
}

export const issueCodes = [
  'required',
  'number',
  'url',
  'incompleteDate',
  'tooLong',
  'tooMany',
  'format',
  'option',
  'noField',
  'unsupported',
  'phone',
] as const

/** The text of an issue; `index` and `key` as in `FieldIssue`. */
export type FieldIssueText = Pick<FieldIssue, 'index' | 'key'> & { text: string }
