import { Refusal, type ItemError, type ItemErrors } from '#mock/refusal.ts'

const details = {
  NotSupportedChoice: 'The value you selected is not a valid choice.',
  FieldNotExpected: 'This field was not expected.',
  FieldMissing: 'This field is missing.',
  IsBlank: 'This value should not be blank.',
  TooMany: 'This collection should contain 1 element or less.',
  InvalidFormat: 'This value is not valid.',
} as const

/** What is wrong with one item of a request (reference 7.2). */
export function createProblems() {
  const errors: ItemError[] = []
  const add = (code: string, path: string, detail: string) => errors.push({ code, path, detail })
  return {
    errors,
    refuse: (code: keyof typeof details, path: string) => add(code, path, details[code]),
    refuseType: (path: string, type: string) =>
      add('InvalidType', path, `This value should be of type ${type}.`),
    refuseLength: (path: string, most: number) =>
      add('TooLong', path, `This value is too long. It should have ${most} characters or less.`),
    /** A constraint without a mapped name is told by its number, as the live server does. */
    refuseUrl: (path: string) =>
      add('57c2f299-1154-4870-89bb-ef3b1f5ad229', path, 'This value is not a valid URL.'),
  }
}
export type Problems = ReturnType<typeof createProblems>

/** 400 for the whole request: one wrong item, and nothing of it is saved. */
export function refuseItems(groups: ItemErrors[]): never {
  throw new Refusal(400, 'Request validation failed', { 'validation-errors': groups })
}

/** The items of a batch, or why there are none. */
export function itemsOf(body: unknown, most = 250): unknown[] {
  if (body === undefined || body === null) throw new Refusal(400, "Request data can't be blank")
  if (!Array.isArray(body)) throw new Refusal(400, 'Invalid request data')
  if (body.length === 0) throw new Refusal(400, "Request data can't be blank")
  if (body.length > most)
    throw new Refusal(422, `The number of items must not exceed the limit of ${most}`)
  return body
}

/** The given `request_id` as a text, or the item's place in the request. */
export function requestIdOf(item: unknown, place: number): string {
  const given = isRecord(item) ? item['request_id'] : undefined
  return typeof given === 'string' || typeof given === 'number' ? String(given) : String(place)
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A whole number, or a text that is one. */
export function wholeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined
}
