import type { issueCodes } from './field-draft.ts'

type IssueCode = (typeof issueCodes)[number]

/** Maps codes of sources and of the contract to ours; for others the source's message is shown. */
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
  // Symfony's code of "not a valid URL", which amoCRM passes on.
  '57c2f299-1154-4870-89bb-ef3b1f5ad229': 'url',
  required: 'required',
  unsupported: 'unsupported',
  no_field: 'noField',
}
