import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Change } from '#contract/model/change.ts'
import type { Value } from '#contract/model/value.ts'

export const textValue = (text: string): Value => ({ kind: 'text', values: [text] })

export const tagsValue = (...names: string[]): Value => ({
  kind: 'tags',
  items: names.map((name) => ({ id: null, name })),
})

/** Phones or e-mails without a kind. */
export const pointsValue = (...texts: string[]): Value => ({
  kind: 'contactPoints',
  items: texts.map((value) => ({ value, kind: null, kindId: null })),
})

export const companyValue = (id: number): Value => ({ kind: 'company', id, name: null })

export const leadsValue = (...ids: number[]): Value => ({
  kind: 'links',
  items: ids.map((id) => ({ target: 'leads', id, catalog: null, quantity: null })),
})

/** A change that sets an attribute to a text. */
export const setText = (attribute: AttributeKey, text: string): Change => ({
  attribute,
  set: textValue(text),
})
