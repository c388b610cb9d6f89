import { openJobClient } from './job-client.ts'
import { buildStack } from './stack.ts'

export const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${index + 1}` }))

/** A stack without contacts, and a client of its jobs. */
export function openJobs(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  return { stack, jobClient: openJobClient(stack) }
}
