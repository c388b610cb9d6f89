import { set, type FieldErrors, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { issueCodes, type FieldIssueText } from '#dashboard/fields/field-draft.ts'
import type { NamedIssue } from './contact-form-issues.ts'
import type { ValueName } from './contact-form-keys.ts'
import type { FormValues } from './contact-form-values.ts'

/** Issues of one value as react-hook-form stores them: codes by path (`1.name`, or `.`). */
type Types = Record<string, string[]>

function grouped(issues: NamedIssue[]): Map<ValueName, Types> {
  const groups = new Map<ValueName, Types>()
  for (const { name, index, key, code } of issues) {
    const types = groups.get(name) ?? {}
    const path = `${index ?? ''}.${key ?? ''}`
    types[path] = [...(types[path] ?? []), code]
    groups.set(name, types)
  }
  return groups
}

/** For a resolver. */
export function toErrors(issues: NamedIssue[]): FieldErrors<FormValues> {
  const errors: FieldErrors<FormValues> = {}
  for (const [name, types] of grouped(issues)) set(errors, name, { type: 'checked', types })
  return errors
}

/** For what came back from the source. */
export function setIssues(form: UseFormReturn<FormValues>, issues: NamedIssue[]): void {
  for (const [name, types] of grouped(issues)) form.setError(name, { type: 'rejected', types })
}

type ErrorTypes = { types?: Record<string, unknown> | undefined } | undefined

/** The texts of a value's issues, with their index and key. */
export function useIssueTexts(): (error: ErrorTypes) => FieldIssueText[] {
  const { t } = useTranslation('form')
  const messageFor = (code: string) => {
    const known = issueCodes.find((item) => item === code)
    return known ? t(`issues.${known}`) : t('issues.sourceMessage', { message: code })
  }
  return (error) =>
    Object.entries(error?.types ?? {}).flatMap(([path, codes]) => {
      const [index = '', key = ''] = path.split('.')
      return (Array.isArray(codes) ? codes : [codes]).map((code) => ({
        index: index === '' ? undefined : Number(index),
        key: key === '' ? undefined : key,
        text: messageFor(String(code)),
      }))
    })
}

/** The texts of issues of the value as a whole. */
export const wholeTexts = (issues: FieldIssueText[]): string[] => [
  ...new Set(
    issues.filter(({ index, key }) => index === undefined && !key).map(({ text }) => text),
  ),
]
