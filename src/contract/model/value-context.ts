import type { FieldOption } from './field-definition.ts'
import type { ContactPointRole } from './value.ts'

/** Properties of the attribute that a kind needs to handle its value. */
export type ValueContext = {
  isMany: boolean
  isMultiline: boolean
  options: FieldOption[]
  currency: string | null
  maxLength: number | null
  /** Whether the contact points are phones or e-mails; null for other kinds. */
  role: ContactPointRole | null
}

/** Context of a single value without options and length limit. */
export const plainContext: ValueContext = {
  isMany: false,
  isMultiline: false,
  options: [],
  currency: null,
  maxLength: null,
  role: null,
}
