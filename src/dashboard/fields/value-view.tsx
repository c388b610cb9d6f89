import { useTranslation } from 'react-i18next'
import type { Value } from '#contract/model/value.ts'
import { valueFields } from './value-fields.tsx'

export type ViewProps<Held extends Value = Value> = {
  value: Held
  /**
   * Whether contact points are phones or e-mails, which become links; other roles have no effect.
   */
  role?: string | null | undefined
  /** The source's own name of the type, for values of unknown types. */
  sourceType?: string | undefined
  /** IANA name of the account's time zone, in which times are shown; null: the user's own. */
  timeZone: string | null
}

/** Renders a value by its kind. */
export function ValueView(props: ViewProps) {
  // The namespaces that views of all kinds need are loaded with the first view.
  useTranslation(['translation', 'contact'])
  const { View } = valueFields[props.value.kind]
  return <View {...props} />
}
