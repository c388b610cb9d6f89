import * as z from 'zod/mini'
import { problemCode } from './problem.ts'

/**
 * Response of `GET /api/sources/:source/connection`: how the source has answered last. It is asked
 * for a page if that was some time ago.
 */
export const sourceConnection = z.object({
  isConnected: z.boolean(),
  at: z.iso.datetime(),
  problem: z.nullable(z.object({ code: problemCode, message: z.string() })),
})
