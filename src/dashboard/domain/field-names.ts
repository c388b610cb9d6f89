import { currentLanguage } from '#dashboard/lib/i18n.ts'
import { standardFieldNames } from '#dashboard/locales/standard-field-names.ts'

type Named = { code: string | null; name: string }

/**
 * Fields with their names in the account; fields that every account has are named in the user's
 * language.
 */
export const inOwnLanguage = <Field extends Named>(fields: Field[]): Field[] =>
  fields.map((field) => {
    const names = namesOf(field.code)
    const isGiven = !names.includes(field.name.toLowerCase())
    return isGiven ? field : { ...field, name: nameIn(field) }
  })

/** Possible names of a field that every account has, in lower case. */
export const namesOf = (code: string | null): string[] => {
  const names = Object.hasOwn(standardFieldNames, code ?? '') && standardFieldNames[code ?? '']
  return names ? [...Object.values(names), ...(foreign[code ?? ''] ?? [])].map(lower) : []
}

const lower = (text: string) => text.toLowerCase()

/** Other names that accounts are created with. */
const foreign: Partial<Record<string, string[]>> = { EMAIL: ['Email'], IM: ['IM'] }

const nameIn = ({ code, name }: Named): string =>
  standardFieldNames[code ?? '']?.[currentLanguage()] ?? name
