import * as z from 'zod/mini'

/** How many preferences a person may have. */
export const maxPreferences = 500

/** Characters of the JSON of a value. */
export const maxPreferenceLength = 8000

/** What it is about, such as `theme` or `columns.main`. */
const preferenceKey = z
  .string()
  .check(z.regex(/^[a-z][\w.-]{0,119}$/i, 'a letter, then letters, digits, dots and dashes'))

/** Any JSON; null: it was removed. */
const preferenceValue = z
  .unknown()
  .check(
    z.refine(
      (value) => value !== undefined && JSON.stringify(value).length <= maxPreferenceLength,
      `JSON of at most ${maxPreferenceLength} characters`,
    ),
  )

export const storedPreference = z.object({
  key: z.string(),
  value: z.unknown(),
  /** Increases with each change. */
  version: z.int(),
})
export type StoredPreference = z.infer<typeof storedPreference>

export const preferenceList = z.object({
  /** Identifies the person, so that a browser notices that it is used by another one. */
  owner: z.string(),
  items: z.array(storedPreference),
})

export const preferenceWrite = z.strictObject({
  /** Each is written for itself; those that are not named stay. */
  items: z
    .array(
      z.strictObject({
        key: preferenceKey,
        value: preferenceValue,
        /**
         * Written only if it still has this version (0: does not exist), which the answer shows;
         * omitted: written in any case.
         */
        version: z.optional(z.int().check(z.minimum(0))),
      }),
    )
    .check(z.minLength(1), z.maxLength(maxPreferences)),
})
export type PreferenceWrite = z.infer<typeof preferenceWrite>
