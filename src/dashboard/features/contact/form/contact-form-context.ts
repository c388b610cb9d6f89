import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import type { FormContext } from './contact-form-values.ts'

type Known = {
  definitions: readonly FieldDefinition[]
  /** Null: the source does not provide them. */
  users: readonly User[] | null
  account: { timeZone: string | null }
}

/** What editing contacts of a source needs, in the language of the interface. */
export const formContextOf = (
  source: Source,
  { definitions, users, account }: Known,
  language: string,
): FormContext => ({
  source,
  attributes: sourceAttributes(source.capabilities, definitions, users),
  hasUsers: users !== null,
  typing: { timeZone: account.timeZone, isCommaDecimal: language === 'ru' },
})
