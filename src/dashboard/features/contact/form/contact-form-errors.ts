import { set, type FieldErrors, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { faultCodes, type FaultText } from '#dashboard/fields/field-draft.ts'
import type { NamedFault } from './contact-form-issues.ts'
import type { ValueName } from './contact-form-keys.ts'
import type { FormValues } from './contact-form-values.ts'

/** Faults of one value as react-hook-form keeps them: codes by place (`1.name`, or `.`). */
type Types = Record<string, string[]>

function grouped(faults: NamedFault[]): Map<ValueName, Types> {
  const groups = new Map<ValueName, Types>()
  for (const { name, at, key, code } of faults) {
    const types = groups.get(name) ?? {}
    const place = `${at ?? ''}.${key ?? ''}`
    types[place] = [...(types[place] ?? []), code]
    groups.set(name, types)
  }
  return groups
}

/** For a resolver. */
export function toErrors(faults: NamedFault[]): FieldErrors<FormValues> {
  const errors: FieldErrors<FormValues> = {}
  for (const [name, types] of grouped(faults)) set(errors, name, { type: 'checked', types })
  return errors
}

/** For what came back from the source. */
export function setFaults(form: UseFormReturn<FormValues>, faults: NamedFault[]): void {
  for (const [name, types] of grouped(faults)) form.setError(name, { type: 'rejected', types })
}

type Said = { types?: Record<string, unknown> | undefined } | undefined

/** What is wrong with a value in the reader's language, each at its place. */
export function useFaultTexts(): (error: Said) => FaultText[] {
  const { t } = useTranslation('form')
  const wordsFor = (code: string) => {
    const known = faultCodes.find((one) => one === code)
    return known ? t(`issues.${known}`) : t('issues.sourceMessage', { message: code })
  }
  return (error) =>
    Object.entries(error?.types ?? {}).flatMap(([place, codes]) => {
      const [at = '', key = ''] = place.split('.')
      return (Array.isArray(codes) ? codes : [codes]).map((code) => ({
        at: at === '' ? undefined : Number(at),
        key: key === '' ? undefined : key,
        text: wordsFor(String(code)),
      }))
    })
}

/** Those that belong to no single one of several values: the form shows them under the whole. */
export const wholeTexts = (faults: FaultText[]): string[] => [
  ...new Set(faults.filter(({ at, key }) => at === undefined && !key).map(({ text }) => text)),
]
