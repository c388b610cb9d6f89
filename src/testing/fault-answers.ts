import type { FaultInput } from '#mock/faults.ts'
import { createRandom, isSoak } from './soak.ts'

export type MatrixAnswer = {
  name: string
  fault: FaultInput
  /**
   * Whether the request is handled before the response is replaced; a request rejected by the API
   * is not.
   */
  moment: 'before' | 'after'
}

/** Milliseconds; calls give up in half of this time. */
export const slowMs = 1200

const withoutBody = [200, 201, 202, 204, 304]
const redirects = [301, 302, 303, 307, 308]
/** Statuses with which the API states that it has not executed the request. */
const rejections = [400, 401, 402, 403, 404, 422, 429]
const unclear = [408, 409, 410, 413, 414, 425, 431, 499, 500, 502, 503, 504]

const answers: { name: string; fault: FaultInput; isRejection?: boolean }[] = [
  ...[...withoutBody, ...redirects].map((status) => ({
    name: `${status}`,
    fault: { kind: 'status', status } as const,
  })),
  ...[...rejections, ...unclear].flatMap((status) => [
    {
      name: `${status} by the API`,
      fault: { kind: 'status', status, html: false } as const,
      isRejection: rejections.includes(status),
    },
    {
      name: `${status} by a reverse proxy`,
      fault: { kind: 'status', status, html: true } as const,
    },
  ]),
]

/** Every response to a write that a fault causes once, before and after the write was handled. */
export const writeAnswers: MatrixAnswer[] = [
  ...answers.flatMap(({ name, fault, isRejection }): MatrixAnswer[] => [
    { name, fault, moment: 'before' },
    ...(isRejection || fault.kind !== 'status'
      ? []
      : [{ name, fault: { ...fault, after: true }, moment: 'after' } as const]),
  ]),
  { name: 'a cut line', fault: { kind: 'cut' }, moment: 'before' },
  { name: 'a cut line', fault: { kind: 'cut-after' }, moment: 'after' },
  { name: 'half an answer', fault: { kind: 'malformed' }, moment: 'after' },
  { name: 'no answer in time', fault: { kind: 'latency', ms: slowMs }, moment: 'after' },
]

/** Every response to a read that a fault causes. */
export const readAnswers: { name: string; fault: FaultInput }[] = [
  ...answers,
  { name: 'a cut line', fault: { kind: 'cut' } as const },
  { name: 'half an answer', fault: { kind: 'malformed' } as const },
  { name: 'no answer in time', fault: { kind: 'latency', ms: 150 } as const },
]

const chance = createRandom()

/** Some of the responses; all of them in the long form. */
export function sampleOf<Answer>(answers: Answer[], size: number): Answer[] {
  if (isSoak) return answers
  return answers
    .map((answer) => ({ answer, order: chance() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ answer }) => answer)
}
