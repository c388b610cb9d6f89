import { set, type FieldErrors, type UseFormReturn } from 'react-hook-form'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import { readAttributeKey } from '#contract/model/attribute.ts'
import { phoneKey } from '#contract/model/search-key.ts'
import type { Issue, IssueCode } from '#contract/model/issue.ts'
import { draftIssues, isDraftChanged } from '#dashboard/fields/attribute-draft.ts'
import { draftWarnings } from '#dashboard/fields/draft-checks.ts'
import type { ValueCheck } from '#contract/model/value-check.ts'
import type { IssueText } from '#dashboard/fields/editor-props.ts'
import { useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import { editedAttributes } from './contact-form-changes.ts'
import { draftName, type ValueName } from './contact-form-keys.ts'
import { valueIn, type FormContext, type FormValues } from './contact-form-values.ts'

/** An issue with a value of the form; `index` counts the rows on the screen. */
export type FormIssue = Omit<Issue, 'attribute'> & { name: ValueName }

/** Issues of a rejection: those of values, and the rest without a value. */
export type Rejection = { issues: FormIssue[]; rest: Issue[] }

/** Issues that can be detected before sending, of the values to be sent. */
export function checkForm(
  values: FormValues,
  base: FormValues,
  context: FormContext,
  mode: 'create' | 'edit',
): FormIssue[] {
  const { bots, writes } = context.source.capabilities
  const issues = editedAttributes(context, base).flatMap((attribute) =>
    draftProblems(values, base, attribute),
  )
  const isNamed = (['name', 'firstName', 'lastName'] as const).some((key) => valueIn(values, key))
  if (writes?.requiresName && !isNamed) issues.push(problem(draftName('name'), 'required'))
  const { phones } = values.drafts
  const max = writes?.maxContactPoints ?? Infinity
  if (phones?.value?.kind === 'contactPoints' && phones.value.items.length > max)
    issues.push(problem(draftName('phones'), 'too_many_values'))
  return bots.length > 0 ? [...issues, ...checkBotContact(values, base, mode)] : issues
}

/** What looks wrong with values to be sent, and is not kept yet, by attribute. */
export const formWarnings = (
  values: FormValues,
  base: FormValues,
  context: FormContext,
): { key: AttributeKey; checks: ValueCheck[] }[] =>
  editedAttributes(context, base).flatMap((attribute) => {
    const { key } = attribute
    const [draft, held] = [values.drafts[key], valueIn(base, key)]
    if (!draft || !isDraftChanged({ ...draft, value: valueIn(values, key, base) }, held)) return []
    const checks = draftWarnings(draft, attribute, held, context.typing)
    return checks.length > 0 ? [{ key, checks }] : []
  })

const problem = (name: ValueName, code: IssueCode, more: Partial<FormIssue> = {}): FormIssue => ({
  name,
  code,
  message: code,
  ...more,
})

/** Issues of changed values; unchanged values are not validated. */
function draftProblems(values: FormValues, base: FormValues, attribute: Attribute): FormIssue[] {
  const draft = values.drafts[attribute.key]
  if (!draft) return []
  const typed = { ...draft, value: valueIn(values, attribute.key, base) }
  if (!isDraftChanged(typed, valueIn(base, attribute.key))) return []
  const { indexes } = withoutBlanks(draft.value)
  return draftIssues(typed, attribute).map((issue) => ({
    name: draftName(attribute.key),
    code: issue.code,
    message: issue.message,
    ...(issue.part !== undefined && { part: issue.part }),
    ...(issue.index !== undefined && { index: indexes[issue.index] ?? issue.index }),
  }))
}

/** Values by which a messenger identifies contacts are required; phones need a country code. */
function checkBotContact(values: FormValues, base: FormValues, mode: 'create' | 'edit') {
  const { bot, messenger, id } = values.identity
  const issues: FormIssue[] = []
  const phoneIn = (from: FormValues) => {
    const value = valueIn(from, 'phones')
    return value?.kind === 'contactPoints' ? (value.items[0]?.value ?? '') : ''
  }
  const phone = phoneIn(values)
  const isNational = /^0|^89\d{9}$/.test(phone.replaceAll(/[\s().-]/g, ''))
  const isOdd = isNational || phoneKey(phone, { isInternational: true }) === null
  if (phone !== '' && phone !== phoneIn(base) && isOdd)
    issues.push(problem(draftName('phones'), 'phone', { index: 0 }))
  if (mode === 'edit') return issues
  if (bot === '') issues.push(problem('identity', 'required', { part: 'bot' }))
  if (messenger === '') issues.push(problem('identity', 'required', { part: 'messenger' }))
  if (messenger === 'whatsapp' && phone === '')
    issues.push(problem(draftName('phones'), 'required', { index: 0 }))
  if (!['', 'whatsapp'].includes(messenger) && id.trim() === '')
    issues.push(problem('identity', 'required', { part: 'id' }))
  return issues
}

/** Converts issues of the source or the proxy to values of the form. */
export function toRejection(
  issues: readonly Issue[],
  values: FormValues,
  context: FormContext,
): Rejection {
  const rejection: Rejection = { issues: [], rest: [] }
  for (const issue of issues) {
    const { attribute, index, ...rest } = issue
    const name = nameOf(attribute, context)
    if (name === undefined) rejection.rest.push(issue)
    else {
      const row = index === undefined ? undefined : rowOf(name, index, values)
      rejection.issues.push({ name, ...rest, ...(row !== undefined && { index: row }) })
    }
  }
  return rejection
}

function nameOf(attribute: string | null, { attributes }: FormContext): ValueName | undefined {
  if (attribute === 'identity') return 'identity'
  const key = attribute === null ? undefined : readAttributeKey(attribute)
  return key && attributes.some((known) => known.key === key) ? draftName(key) : undefined
}

/** The row on the screen for an index of the source, which does not count blank rows. */
function rowOf(name: ValueName, index: number, values: FormValues): number {
  const held = values.drafts[name.slice('drafts.'.length)]?.value ?? null
  return withoutBlanks(held).indexes[index] ?? index
}

/** Issues of one value in the format of react-hook-form. */
type Types = Record<string, string>

function grouped(issues: FormIssue[]): Map<ValueName, Types> {
  const groups = new Map<ValueName, Types>()
  for (const { name, ...issue } of issues) {
    const types = groups.get(name) ?? {}
    types[String(Object.keys(types).length)] = JSON.stringify(issue)
    groups.set(name, types)
  }
  return groups
}

/** Converts issues for a resolver. */
export function toErrors(issues: FormIssue[]): FieldErrors<FormValues> {
  const errors: FieldErrors<FormValues> = {}
  for (const [name, types] of grouped(issues)) set(errors, name, { type: 'checked', types })
  return errors
}

/** Shows issues returned by the source. */
export function setIssues(form: UseFormReturn<FormValues>, issues: FormIssue[]): void {
  for (const [name, types] of grouped(issues)) form.setError(name, { type: 'rejected', types })
}

type ErrorTypes = { types?: Record<string, unknown> | undefined } | undefined

/** Texts for the issues of a value in the user's language, with their places. */
export function useIssueTexts(): (error: ErrorTypes) => IssueText[] {
  const messageFor = useIssueMessages()
  return (error) =>
    Object.values(error?.types ?? {}).map((text) => messageFor(JSON.parse(String(text))))
}
