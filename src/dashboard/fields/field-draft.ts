import * as z from 'zod/mini'

/**
 * What the editor of a field holds while it is being edited, shaped like the screen. It knows
 * nothing of forms: a form, a cell of a grid and a batch edit keep it each in their own way.
 */
export const fieldInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** As typed: a comma or spaces may stand in it. */
  z.object({ kind: z.literal('number'), text: z.string() }),
  /** Not asked is neither yes nor no. */
  z.object({ kind: z.literal('yesNo'), answer: z.enum(['', 'yes', 'no']) }),
  /** Ids of options; `lost` are labels of options that the account has no more. */
  z.object({ kind: z.literal('options'), selected: z.array(z.int()), lost: z.array(z.string()) }),
  /** `YYYY-MM-DD`; `isHalf` where only a part of it has been typed. */
  z.object({ kind: z.literal('date'), day: z.string(), isHalf: z.boolean() }),
  /** A wall clock in the account's zone; `was` is the moment it was read from. */
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
  /** Only shown, never written: a type we do not know, or a value its type should not have. */
  z.object({ kind: z.literal('readonly') }),
])
export type FieldInput = z.infer<typeof fieldInput>
export type InputOf<Kind extends FieldInput['kind']> = Extract<FieldInput, { kind: Kind }>
export type ContactPointInput = InputOf<'contactPoints'>['items'][number]

/** Something wrong in a field: with all of it, with one of its values, or with a part of that. */
export type FieldIssue = {
  index?: number | undefined
  key?: string | undefined
  /** One of `issueCodes`, or the source's own words where it says what we have none for. */
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

/** What a fault says in the reader's language; `index` and `key` as in `FieldIssue`. */
export type FieldIssueText = Pick<FieldIssue, 'index' | 'key'> & { text: string }
