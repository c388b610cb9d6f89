import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapshotOf } from '#contract/api/contact-values.ts'
import { contactDetail } from '#contract/api/contacts.ts'
import { fieldList } from '#contract/api/fields.ts'
import { attributesOf, type Attribute } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { isSameValue } from '#contract/model/value-kinds.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { listPath, sendWrite, stackWithAda } from '#testing/contact-writes.ts'
import { valueOf } from '#testing/source-values.ts'
import type { Stack } from '#testing/stack.ts'
import { editedAttributes, toContactEdit } from './contact-form-changes.ts'
import { checkForm } from './contact-form-issues.ts'
import { toFormValues, type FormContext } from './contact-form-values.ts'

async function openForm(stack: Stack, name: 'main' | 'legacy') {
  const path = listPath.replace('main', name)
  const source = stack.sources[name].info
  const fields = fieldList.parse((await stack.proxy.inject(path.replace('contacts', 'fields'))).json())
  const context: FormContext = {
    source,
    attributes: attributesOf(source.capabilities, fields.items),
    hasUsers: true,
    typing: { timeZone: 'Europe/Moscow', isCommaDecimal: true },
  }
  const read = async () => contactDetail.parse((await stack.proxy.inject(`${path}/5`)).json())
  /** Saves the contact with one attribute edited, as the form does. */
  const save = async (attribute: Attribute, value: Value | null) => {
    const base = toFormValues(await read(), context)
    const values = { ...base, drafts: { ...base.drafts, [attribute.key]: draftOf(value) } }
    expect(checkForm(values, base, context, 'edit')).toEqual([])
    const edit = toContactEdit(5, values, base, context)
    const answer = await sendWrite(stack, 'PATCH', path, { items: [edit] })
    expect(answer.statusCode).toBe(200)
    return snapshotOf(await read(), [attribute.key])[attribute.key] ?? null
  }
  const edited = editedAttributes(context, toFormValues(await read(), context))
  const ofFields = edited.flatMap((attribute) => {
    const field = attribute.definition ?? fields.items.find(({ role }) => role === attribute.key)
    return field ? [{ attribute, field }] : []
  })
  return { save, ofFields }
}

/** Phones have digits and e-mails an address, or the form does not send them. */
const reachable = (value: Value, { key }: Attribute): Value =>
  value.kind === 'contactPoints'
    ? {
        ...value,
        items: value.items.map((item, index) => ({
          ...item,
          value: key === 'phones' ? `+7916${1_000_000 + index}` : `ada${index}@example.com`,
        })),
      }
    : value

describe.each(['main', 'legacy'] as const)('through %s', (name) => {
  it('every field of the account is read back as it was edited, and cleared', async () => {
    const { save, ofFields } = await openForm(stackWithAda(), name)
    const kinds = new Set(ofFields.map(({ attribute }) => attribute.kind))
    expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['address', 'choice', 'date']))
    expect(kinds.size).toBeGreaterThan(6)
    for (const { attribute, field } of ofFields) {
      await fc.assert(
        fc.asyncProperty(valueOf(field), async (any) => {
          const value = reachable(any, attribute)
          const held = await save(attribute, value)
          expect(isSameValue(held, value), JSON.stringify({ held, value })).toBe(true)
        }),
        { numRuns: 6 },
      )
      expect(await save(attribute, null)).toBeNull()
    }
  })
})
