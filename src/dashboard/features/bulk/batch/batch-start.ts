import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import type { Operation } from './batch-target.ts'

/** What an edit of many contacts begins with: a field, and its value if it is already chosen. */
export type BatchStart = {
  field: AttributeKey | undefined
  operation?: Operation
  value?: Value
}
