import * as z from 'zod/mini'

/** Codes of issues with a value, one for each kind of correction a user has to make. */
export const issueCode = z.enum([
  'required',
  /** Text that is not a decimal number. */
  'number',
  /** In `1,234` the comma may separate thousands or decimals: the user has to specify which. */
  'ambiguous_number',
  /** Digits were lost before the text was entered: `7,91655E+10`. */
  'spoiled_number',
  'date',
  'date_time',
  /** In `11/12/2026` either number may be the month: the user has to specify which. */
  'ambiguous_date',
  /** A date of which only a part was entered. */
  'incomplete',
  /** Only the years 1000 to 9999 can be sent to every source and read back unchanged. */
  'year_out_of_range',
  'yes_no',
  'url',
  'phone',
  'email',
  'unknown_option',
  /** Several options, or people, bear the name that was typed. */
  'ambiguous_option',
  /** No company, or several, bear the name that was typed. */
  'unknown_company',
  'ambiguous_company',
  'too_long',
  'too_many_values',
  'invalid_format',
  /** Text whose parts cannot be determined. */
  'unreadable',
  /** The value at the source could not be read, so it is not overwritten. */
  'unreadable_at_source',
  'read_only',
  /** The source cannot write this attribute, or not in this way. */
  'unsupported',
  'no_such_field',
  'not_found',
  /** What a link leads to does not exist, or is hidden. */
  'no_such_entity',
  'duplicate',
  /** Another user changed the contact between the proxy's read and its write. */
  'stale',
  /** The source composes the full name of first and last name and ignores any other value. */
  'name_of_parts',
  /** The chat had no contact before; it can be moved but not unlinked. */
  'first_link',
  'forbidden',
  /** The source rejected it for another reason, which `message` quotes. */
  'rejected',
  'invalid_response',
  'failed',
  'internal',
])
export type IssueCode = z.infer<typeof issueCode>

/**
 * An issue with an attribute, one of its values (`index`, from 0) or a part of a value (`part`:
 * `kind`, `city`, `vat_id`, …). `attribute` is null if the issue does not concern an attribute;
 * `message` is in English or quotes the source.
 */
export const issue = z.object({
  attribute: z.nullable(z.string()),
  index: z.optional(z.int()),
  part: z.optional(z.string()),
  code: issueCode,
  message: z.string(),
})
export type Issue = z.infer<typeof issue>

/** An issue reported by a value kind, which does not know the attribute of the value. */
export type ValueIssue = Omit<Issue, 'attribute'> & {
  /** The part of the text to which the issue refers. */
  text?: string
}
