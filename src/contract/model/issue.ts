import * as z from 'zod/mini'

/** What can be wrong with a value, one code per thing a person would correct differently. */
export const issueCode = z.enum([
  'required',
  /** Text that is no decimal number. */
  'number',
  /** `1,234` where a comma may part thousands or decimals: the reader has to say which. */
  'ambiguous_number',
  /** Digits were lost before the text reached us: `7,91655E+10`. */
  'spoiled_number',
  'date',
  'date_time',
  /** A date of which only a part was typed. */
  'incomplete',
  /** Only the years 1000 to 9999 survive the way to a source and back. */
  'year_out_of_range',
  'yes_no',
  'url',
  'phone',
  'email',
  'unknown_option',
  /** Several options, or people, bear the name that was typed. */
  'ambiguous_option',
  'too_long',
  'too_many_values',
  'invalid_format',
  /** Text whose parts cannot be told apart. */
  'unreadable',
  /** What the source holds could not be read: it is not written over. */
  'unreadable_at_source',
  'read_only',
  /** The source cannot write this, or cannot write it this way. */
  'unsupported',
  'no_such_field',
  'not_found',
  'duplicate',
  /** Somebody else changed the contact between our reading and our write. */
  'stale',
  /** The source makes the name of first and last name, whatever else is sent for it. */
  'name_of_parts',
  /** A chat that had no contact before: it can be moved, never unlinked. */
  'first_link',
  'forbidden',
  /** The source rejected it for a reason of its own, which `message` quotes. */
  'rejected',
  'invalid_response',
  'failed',
  'internal',
])
export type IssueCode = z.infer<typeof issueCode>

/**
 * Something wrong with an attribute, with one of its values (`index`, from 0) or with a part of that
 * (`part`: `kind`, `city`, `vat_id`, …). `attribute` is null where no attribute is meant; `message` is
 * English, or the source's own words.
 */
export const issue = z.object({
  attribute: z.nullable(z.string()),
  index: z.optional(z.int()),
  part: z.optional(z.string()),
  code: issueCode,
  message: z.string(),
})
export type Issue = z.infer<typeof issue>

/** What a value kind reports: it does not know the attribute it is used for. */
export type ValueIssue = Omit<Issue, 'attribute'> & {
  /** The piece of the text that is meant. */
  text?: string
}
