import type { ItemError } from '#mock/rejection.ts'

const details = {
  NotSupportedChoice: 'The value you selected is not a valid choice.',
  FieldNotExpected: 'This field was not expected.',
  FieldMissing: 'This field is missing.',
  IsBlank: 'This value should not be blank.',
  TooMany: 'This collection should contain 1 element or less.',
  InvalidFormat: 'This value is not valid.',
} as const

/** Collects the validation errors of one item of a request (reference 7.2). */
export function createIssues() {
  const errors: ItemError[] = []
  const add = (code: string, path: string, detail: string) => errors.push({ code, path, detail })
  return {
    errors,
    report: (code: keyof typeof details, path: string) => add(code, path, details[code]),
    reportType: (path: string, type: string) =>
      add('InvalidType', path, `This value should be of type ${type}.`),
    reportLength: (path: string, max: number) =>
      add('TooLong', path, `This value is too long. It should have ${max} characters or less.`),
    /** The live server reports constraints without a name by their id. */
    reportUrl: (path: string) =>
      add('57c2f299-1154-4870-89bb-ef3b1f5ad229', path, 'This value is not a valid URL.'),
  }
}
export type Issues = ReturnType<typeof createIssues>
