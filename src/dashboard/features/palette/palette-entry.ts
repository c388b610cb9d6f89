import type { LucideIcon } from 'lucide-react'
import { foldText } from '#contract/model/search-key.ts'

export type PaletteEntry = {
  key: string
  text: string
  /** Distinguishes it from other entries of the same name. */
  detail?: string | undefined
  /** A name of a contact or of other data, which is not translated. */
  isName?: boolean
  icon?: LucideIcon
  /** Key names, each rendered as a key cap. */
  keys?: readonly string[] | undefined
  run: () => void
  /** The palette remains open. */
  isStaying?: boolean
}

export type PaletteGroup = {
  key: string
  label: string
  /** What is said of the group: that it is being read, or could not be. */
  note?: { text: string; isFailure?: boolean } | undefined
  entries: PaletteEntry[]
}

/** Entries whose text or detail contains every typed word, in any order. */
export function matching(entries: PaletteEntry[], typed: string): PaletteEntry[] {
  const terms = foldText(typed).split(' ').filter(Boolean)
  return entries.filter(({ text, detail = '' }) => {
    const whole = foldText(`${text} ${detail}`)
    return terms.every((term) => whole.includes(term))
  })
}
