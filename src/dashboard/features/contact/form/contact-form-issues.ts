import * as z from 'zod/mini'
import type { ProblemCode } from '#contract/api/problem.ts'
import {
  contactDraft,
  contactPatch,
  type ContactDraft,
  type ContactPatch,
  type WriteResult,
} from '#contract/api/writes.ts'
import { checkField } from '#dashboard/fields/field-checking.ts'
import { toIssueCode } from '#dashboard/fields/issue-codes.ts'
import type { FieldIssue } from '#dashboard/fields/field-draft.ts'
import { isChanged, isFilled, sentIndexes } from '#dashboard/fields/field-writing.ts'
import { fieldName, plainNames, type ValueName } from './contact-form-keys.ts'
import { fieldKey, ownFields, type FormContext, type FormValues } from './contact-form-values.ts'

export type NamedIssue = FieldIssue & { name: ValueName }

/** Issues by value, and the source's messages that belong to no value (`rest`). */
export type Rejection = { issues: NamedIssue[]; rest: string[] }

type Reason = Extract<WriteResult, { status: 'rejected' }>['reasons'][number]
type Write = ContactDraft | ContactPatch

/** Issues that can be found before sending, of the values that would be sent. */
export function checkForm(
  values: FormValues,
  base: FormValues,
  context: FormContext,
  mode: 'create' | 'edit',
): NamedIssue[] {
  const { bots, writes } = context.source.capabilities
  const issues: NamedIssue[] = []
  const parts = `${values.firstName}${values.lastName}`.trim()
  if (writes?.requiresName && values.name.trim() === '' && parts === '')
    issues.push({ name: 'name', code: 'required' })
  for (const name of ['phones', 'emails'] as const)
    for (const [index, { value }] of values[name].entries())
      if (value.length > maxLength) issues.push({ name, index, code: 'tooLong' })
  if (bots.length > 0) issues.push(...checkBotContact(values, base, mode))
  for (const definition of ownFields(context.definitions)) {
    const [now, before] = [
      values.fields[fieldKey(definition.id)],
      base.fields[fieldKey(definition.id)],
    ]
    if (!now || !before || !isChanged(now, before, context.timeZone)) continue
    const name = fieldName(definition.id)
    issues.push(...checkField(definition, now).map((issue) => ({ name, ...issue })))
  }
  return issues
}

const maxLength = 256 // of a phone or an e-mail

/** The messenger's identifier is required; phones need a country code. */
function checkBotContact(values: FormValues, base: FormValues, mode: 'create' | 'edit') {
  const { bot, messenger, id } = values.identity
  const issues: NamedIssue[] = []
  const phone = values.phones.find(isFilled)?.value ?? ''
  const bare = phone.replaceAll(/[\s().-]/g, '')
  const isOdd = !/^\+?\d{5,15}$/.test(bare) || /^0|^89\d{9}$/.test(bare)
  if (phone !== '' && phone !== base.phones[0]?.value && isOdd)
    issues.push({ name: 'phones', index: 0, code: 'phone' })
  if (mode === 'edit') return issues
  if (bot === '') issues.push({ name: 'identity', key: 'bot', code: 'required' })
  if (messenger === '') issues.push({ name: 'identity', key: 'messenger', code: 'required' })
  if (messenger === 'whatsapp' && phone === '')
    issues.push({ name: 'phones', index: 0, code: 'required' })
  if (!['', 'whatsapp'].includes(messenger) && id.trim() === '')
    issues.push({ name: 'identity', key: 'id', code: 'required' })
  return issues
}

/** Issues by which the contract would reject a write, by values of the form. */
export function checkContract(write: Write, values: FormValues): Rejection {
  const schema = 'id' in write ? contactPatch : contactDraft
  const zodIssues = z.safeParse(schema, write).error?.issues ?? []
  return toRejection(
    zodIssues.map(({ path, code, message }) => ({
      field: path.map(String).join('.'),
      code: code === 'too_big' ? 'TooLong' : 'InvalidFormat',
      message,
    })),
    write,
    values,
  )
}

/** Maps reasons of the source, the proxy or the contract to values of the form. */
export function toRejection(reasons: Reason[], write: Write, values: FormValues): Rejection {
  const rejection: Rejection = { issues: [], rest: [] }
  for (const { field, code, message } of reasons) {
    const position = field === null ? undefined : positionOf(field, write, values)
    if (position) rejection.issues.push({ ...position, code: toIssueCode(code) ?? message })
    else rejection.rest.push(field ? `${field}: ${message}` : message)
  }
  return rejection
}

/** `fields.77.0.name` or the contract's `fields.3.values.0.value` as a value of the form. */
function positionOf(
  path: string,
  write: Write,
  values: FormValues,
): Omit<NamedIssue, 'code'> | undefined {
  const [first, second, third, fourth] = path.replace(/^items\.0\./, '').split('.')
  if (first === 'fields') {
    const isByIndex = third === 'values'
    const id = isByIndex ? write.fields?.[Number(second)]?.id : Number(second)
    const input = id === undefined ? undefined : values.fields[fieldKey(id)]
    if (id === undefined || !input) return undefined
    const sent = isByIndex ? fourth : third
    const key = isByIndex ? undefined : fourth
    const index = sent === undefined ? undefined : sentIndexes(input)[Number(sent)]
    return { name: fieldName(id), index, key: key === 'value' ? undefined : key }
  }
  const name = plainNames.find((entry) => entry === first)
  if (name === 'phones' || name === 'emails') {
    const filled = values[name].flatMap((item, index) => (isFilled(item) ? [index] : []))
    return { name, index: second === undefined ? undefined : filled[Number(second)] }
  }
  return name && { name, key: name === 'identity' ? second : undefined }
}

/** Whether the `fields` of a problem refer to input, and not to the request itself. */
export const speaksOfValues = (code: ProblemCode | 'offline'): boolean => code === 'invalid_input'
