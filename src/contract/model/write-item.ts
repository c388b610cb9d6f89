import * as z from 'zod/mini'

/**
 * One of an attribute's values as written to a source: a text, an option by its ID (or its label as
 * `value`), a contact point with its kind, or a part of an address with its name as `kind`. Each
 * source translates a list of these into its own format; the list replaces all values of the
 * attribute.
 */
export const writeItem = z.strictObject({
  value: z.optional(
    z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())]),
  ),
  option: z.optional(z.int()),
  kind: z.optional(z.string()),
  kindId: z.optional(z.int()),
})
export type WriteItem = z.infer<typeof writeItem>
