import type { FaultInput } from '#mock/faults.ts'
import { createRandom, isSoak } from './soak.ts'

export type MatrixAnswer = {
  name: string
  fault: FaultInput
  /** Whether the request has been handled; one that the API itself rejects never was. */
  moment: 'before' | 'after'
}

/** Milliseconds; calls whose answer is not waited for give up in half of it. */
export const slowMs = 1200

const withoutBody = [200, 201, 202, 204, 304]
const redirects = [301, 302, 303, 307, 308]
/** By these the API says that it has done nothing. */
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
    { name: `${status} by a front`, fault: { kind: 'status', status, html: true } as const },
  ]),
]

/** Every way in which a write may be answered once, before and after it was handled. */
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

/** Every way in which a read may be answered. */
export const readAnswers: { name: string; fault: FaultInput }[] = [
  ...answers,
  { name: 'a cut line', fault: { kind: 'cut' } as const },
  { name: 'half an answer', fault: { kind: 'malformed' } as const },
  { name: 'no answer in time', fault: { kind: 'latency', ms: 150 } as const },
]

const chance = createRandom()

/** Some of the answers, all in the long form. */
export function sampleOf<Answer>(answers: Answer[], size: number): Answer[] {
  if (isSoak) return answers
  return answers
    .map((answer) => ({ answer, order: chance() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ answer }) => answer)
}
