import * as z from 'zod/mini'

/**
 * One of the values of an attribute as it is written: a text, an option by its id (or by its label as
 * `value`), a contact point with its kind, a part of an address with its name as `kind`. Each source
 * turns a list of these into its own words; a whole list replaces what the attribute held.
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
