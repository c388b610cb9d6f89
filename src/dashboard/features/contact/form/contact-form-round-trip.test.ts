import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { contactDetail } from '#contract/api/contacts.ts'
import { fieldList } from '#contract/api/fields.ts'
import { writeAnswer } from '#contract/api/writes.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Value, ValueKindName } from '#contract/model/value.ts'
import { isSameValue, valueKinds } from '#contract/model/value-kinds.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { draftOf, draftOfText, type AttributeDraft } from '#dashboard/fields/attribute-draft.ts'
import { isSoak, timeLimit } from '#testing/soak.ts'
import { buildStack } from '#testing/stack.ts'
import { valueOf } from '#testing/value-arbitraries.ts'
import { editedAttributes, inverseEdit, toContactEdit } from './contact-form-changes.ts'
import { checkForm } from './contact-form-issues.ts'
import { toFormValues, valueIn, type FormContext } from './contact-form-values.ts'

const stack = buildStack({ contacts: 0 })
const id = 5
stack.mock.store.addContact({ id, name: 'Ada' })

const typing = { timeZone: 'Europe/Moscow', isCommaDecimal: false }
/** What the editor of each kind makes drafts of. */
const entered: Record<ValueKindName, 'text' | 'value' | null> = {
  text: 'text',
  url: 'text',
  number: 'text',
  money: 'text',
  flag: 'value',
  date: 'text',
  dateTime: 'text',
  choice: 'value',
  contactPoints: 'value',
  address: 'value',
  companyDetails: 'value',
  user: 'value',
  company: 'value',
  tags: 'value',
  links: null,
  files: null,
  unknown: null,
}

/** The draft that the editor of an attribute creates for a value. */
function draftFor(value: Value, attribute: Attribute): AttributeDraft {
  if (entered[value.kind] !== 'text') return draftOf(value)
  const text = valueKinds[value.kind].print(value, { ...typing, yes: 'yes', no: 'no' })
  return draftOfText(text, attribute, null, typing)
}

describe.each(['main', 'legacy'] as const)('through %s', (name) => {
  const source = stack.sources[name].info
  let context: FormContext
  let fields: { definition: FieldDefinition; attribute: Attribute }[]

  beforeAll(async () => {
    const answer = await stack.proxy.inject(`/api/sources/${name}/fields`)
    const definitions = fieldList.parse(answer.json()).items
    const attributes = sourceAttributes(source.capabilities, definitions, null)
    context = { source, attributes, hasUsers: false, typing }
    fields = editedAttributes(context, await read()).flatMap((attribute) =>
      attribute.definition ? [{ definition: attribute.definition, attribute }] : [],
    )
  })

  const read = async () =>
    toFormValues(
      contactDetail.parse((await stack.proxy.inject(`/api/sources/${name}/contacts/${id}`)).json()),
      context,
    )

  async function send(edit: object) {
    const answer = await stack.proxy.inject({
      method: 'PATCH',
      url: `/api/sources/${name}/contacts`,
      headers: { origin: 'http://localhost:80' },
      payload: { items: [edit] },
    })
    return writeAnswer.parse(answer.json()).results[0]
  }

  it(
    'every field of the account is saved as entered, undone and cleared',
    async () => {
      expect(new Set(fields.map(({ attribute }) => attribute.kind)).size).toBeGreaterThan(8)
      for (const { definition, attribute } of fields) {
        const put = async (value: Value | null) => {
          const base = await read()
          const draft = value === null ? draftOf(null) : draftFor(value, attribute)
          const values = { ...base, drafts: { ...base.drafts, [attribute.key]: draft } }
          expect(checkForm(values, base, context, 'edit')).toEqual([])
          const edit = toContactEdit(id, values, base, context)
          const held = valueIn(base, attribute.key)
          // Contact points are cleaned of what the clipboard adds.
          const expected = withoutBlanks(value).value
          const outcome = isSameValue(held, expected) ? 'unchanged' : 'changed'
          expect(await send(edit)).toMatchObject({ outcome })
          expect(isSameValue(valueIn(await read(), attribute.key), expected)).toBe(true)
          return { edit, values, base, held }
        }
        const putAndUndo = async (value: Value) => {
          const { edit, values, base, held } = await put(value)
          await send(inverseEdit(edit, values, base))
          expect(isSameValue(valueIn(await read(), attribute.key), held)).toBe(true)
          await put(value)
        }
        await fc.assert(fc.asyncProperty(valueOf(definition), putAndUndo), {
          numRuns: isSoak ? 100 : 3,
        })
        await put(null)
      }
    },
    timeLimit(90_000),
  )
})
