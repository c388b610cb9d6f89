import { useTranslation } from 'react-i18next'
import type { Value } from '#contract/model/value.ts'
import { valueFields } from './value-fields.tsx'

export type ViewProps<Held extends Value = Value> = {
  value: Held
  /** Whether contact points are phones or e-mails, which become links; other roles say nothing here. */
  role?: string | null | undefined
  /** The source's own name of the type, for values that we do not know. */
  sourceType?: string | undefined
  /** The account's (IANA name), which its moments are told in; null: the reader's own. */
  timeZone: string | null
}

/** A value drawn by its kind. */
export function ValueView(props: ViewProps) {
  // The languages' parts that the views of all kinds need are loaded with the first of them.
  useTranslation(['translation', 'contact'])
  const { View } = valueFields[props.value.kind]
  return <View {...props} />
}
