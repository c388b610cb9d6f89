import type { faultCodes } from './field-draft.ts'

type FaultCode = (typeof faultCodes)[number]

/** The sources' and the contract's codes in ours; of others their own words are shown. */
export const ourFaultCode = (code: string): FaultCode | undefined => ours[code]

const ours: Record<string, FaultCode> = {
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
