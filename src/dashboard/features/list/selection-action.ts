import type { ReactNode } from 'react'

/** What can be done with the selected contacts. */
export type SelectionAction = {
  key: string
  text: string
  icon: ReactNode
  /** What the bar shows instead of a button. */
  control?: ReactNode
  /** Only in the menu of the bar. */
  isRare?: boolean
  isOff?: boolean
  onSelect: () => void
}
