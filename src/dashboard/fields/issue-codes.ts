import type { issueCodes } from './field-draft.ts'

type IssueCode = (typeof issueCodes)[number]

/** The sources' and the contract's codes in ours; of others their own words are shown. */
export const toIssueCode = (code: string): IssueCode | undefined => ours[code]

const ours: Record<string, IssueCode> = {
  InvalidType: 'format',
  InvalidFormat: 'format',
  NotSupportedChoice: 'option',
  TooLong: 'tooLong',
  TooMany: 'tooMany',
  IsBlank: 'required',
  FieldMissing: 'required',
  FieldNotExpected: 'unsupported',
  // Symfony's own code of "not a valid URL", which amoCRM hands on as it is.
  '57c2f299-1154-4870-89bb-ef3b1f5ad229': 'url',
  required: 'required',
  unsupported: 'unsupported',
  no_field: 'noField',
}
