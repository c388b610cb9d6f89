import * as z from 'zod/mini'

/** A whole number in decimal digits, as in URLs: `1e3`, `0x10` and `+5` are rejected. */
export const wholeNumber = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER) =>
  z.pipe(
    z.pipe(
      z.union([z.number(), z.string().check(z.regex(/^\d{1,16}$/, 'a whole number'))]),
      z.transform((value) => Number(value)),
    ),
    z.int().check(z.minimum(minimum), z.maximum(maximum)),
  )
