import * as z from 'zod/mini'

/** A whole number written in digits, as addresses carry it: no `1e3`, no `0x10`, no `+5`. */
export const wholeNumber = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER) =>
  z.pipe(
    z.pipe(
      z.union([z.number(), z.string().check(z.regex(/^\d{1,16}$/, 'a whole number'))]),
      z.transform((value) => Number(value)),
    ),
    z.int().check(z.minimum(minimum), z.maximum(maximum)),
  )
