import { z } from 'zod'

/** `application/problem+json` of v4 (reference 7.1); `validation-errors` only with status 400. */
export const amoProblem = z.looseObject({
  title: z.string().nullish(),
  status: z.int().nullish(),
  detail: z.string().nullish(),
  hint: z.string().nullish(),
  'validation-errors': z
    .array(
      z.object({
        request_id: z.union([z.string(), z.int()]).nullish(),
        errors: z.array(
          z.object({ code: z.string(), path: z.string().nullish(), detail: z.string().nullish() }),
        ),
      }),
    )
    .nullish(),
})
export type AmoProblem = z.infer<typeof amoProblem>
