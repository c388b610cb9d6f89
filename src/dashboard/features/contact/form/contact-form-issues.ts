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
import { ourFaultCode } from '#dashboard/fields/issue-codes.ts'
import type { Fault } from '#dashboard/fields/field-draft.ts'
import { isChanged, isFilled, sentPlaces } from '#dashboard/fields/field-writing.ts'
import { fieldName, plainNames, type ValueName } from './contact-form-keys.ts'
import { fieldKey, ownFields, type FormContext, type FormValues } from './contact-form-values.ts'

export type NamedFault = Fault & { name: ValueName }

/** What was rejected: at its values, and what belongs to none of them in the source's words. */
export type Refusal = { faults: NamedFault[]; rest: string[] }

type Reason = Extract<WriteResult, { status: 'rejected' }>['reasons'][number]
type Write = ContactDraft | ContactPatch

/** What can be told before anything is sent, of the values that would be. */
export function checkForm(
  values: FormValues,
  base: FormValues,
  context: FormContext,
  mode: 'create' | 'edit',
): NamedFault[] {
  const { bots, writes } = context.source.capabilities
  const faults: NamedFault[] = []
  const parts = `${values.firstName}${values.lastName}`.trim()
  if (writes?.requiresName && values.name.trim() === '' && parts === '')
    faults.push({ name: 'name', code: 'required' })
  for (const name of ['phones', 'emails'] as const)
    for (const [at, { value }] of values[name].entries())
      if (value.length > mostLetters) faults.push({ name, at, code: 'tooLong' })
  if (bots.length > 0) faults.push(...checkBotContact(values, base, mode))
  for (const definition of ownFields(context.definitions)) {
    const [now, before] = [
      values.fields[fieldKey(definition.id)],
      base.fields[fieldKey(definition.id)],
    ]
    if (!now || !before || !isChanged(now, before, context.timeZone)) continue
    const name = fieldName(definition.id)
    faults.push(...checkField(definition, now).map((fault) => ({ name, ...fault })))
  }
  return faults
}

const mostLetters = 256 // of a phone or an e-mail

/** What a messenger knows people by has to be there; phones are told apart by their country. */
function checkBotContact(values: FormValues, base: FormValues, mode: 'create' | 'edit') {
  const { bot, messenger, id } = values.identity
  const faults: NamedFault[] = []
  const phone = values.phones.find(isFilled)?.value ?? ''
  const bare = phone.replaceAll(/[\s().-]/g, '')
  const isOdd = !/^\+?\d{5,15}$/.test(bare) || /^0|^89\d{9}$/.test(bare)
  if (phone !== '' && phone !== base.phones[0]?.value && isOdd)
    faults.push({ name: 'phones', at: 0, code: 'phone' })
  if (mode === 'edit') return faults
  if (bot === '') faults.push({ name: 'identity', key: 'bot', code: 'required' })
  if (messenger === '') faults.push({ name: 'identity', key: 'messenger', code: 'required' })
  if (messenger === 'whatsapp' && phone === '')
    faults.push({ name: 'phones', at: 0, code: 'required' })
  if (!['', 'whatsapp'].includes(messenger) && id.trim() === '')
    faults.push({ name: 'identity', key: 'id', code: 'required' })
  return faults
}

/** What the contract itself would refuse of a write, at the form's own values. */
export function checkContract(write: Write, values: FormValues): Refusal {
  const schema = 'id' in write ? contactPatch : contactDraft
  const issues = z.safeParse(schema, write).error?.issues ?? []
  return toRefusal(
    issues.map(({ path, code, message }) => ({
      field: path.map(String).join('.'),
      code: code === 'too_big' ? 'TooLong' : 'InvalidFormat',
      message,
    })),
    write,
    values,
  )
}

/** Reasons of the source, the proxy or the contract, by the values of the form they are about. */
export function toRefusal(reasons: Reason[], write: Write, values: FormValues): Refusal {
  const refusal: Refusal = { faults: [], rest: [] }
  for (const { field, code, message } of reasons) {
    const place = field === null ? undefined : placeOf(field, write, values)
    if (place) refusal.faults.push({ ...place, code: ourFaultCode(code) ?? message })
    else refusal.rest.push(field ? `${field}: ${message}` : message)
  }
  return refusal
}

/** `fields.77.0.name` or the contract's `fields.3.values.0.value` as a place on the screen. */
function placeOf(
  path: string,
  write: Write,
  values: FormValues,
): Omit<NamedFault, 'code'> | undefined {
  const [first, second, third, fourth] = path.replace(/^items\.0\./, '').split('.')
  if (first === 'fields') {
    const isByPlace = third === 'values'
    const id = isByPlace ? write.fields?.[Number(second)]?.id : Number(second)
    const input = id === undefined ? undefined : values.fields[fieldKey(id)]
    if (id === undefined || !input) return undefined
    const sent = isByPlace ? fourth : third
    const key = isByPlace ? undefined : fourth
    const at = sent === undefined ? undefined : sentPlaces(input)[Number(sent)]
    return { name: fieldName(id), at, key: key === 'value' ? undefined : key }
  }
  const name = plainNames.find((one) => one === first)
  if (name === 'phones' || name === 'emails') {
    const places = values[name].flatMap((item, at) => (isFilled(item) ? [at] : []))
    return { name, at: second === undefined ? undefined : places[Number(second)] }
  }
  return name && { name, key: name === 'identity' ? second : undefined }
}

/** Problems whose `fields` speak of what was typed, and not of how we asked. */
export const speaksOfValues = (code: ProblemCode | 'offline'): boolean => code === 'invalid_input'
