import { foldText } from '#contract/model/search-key.ts'

export type PaletteEntry = {
  key: string
  group: 'recent' | 'contacts' | 'commands' | 'pages' | 'views' | 'sources' | 'settings'
  text: string
  /** Distinguishes it from other entries of the same name. */
  detail?: string | undefined
  /** Key names, each rendered as a key cap. */
  keys?: readonly string[] | undefined
  run: () => void
}

/** Entries whose text or detail contains every typed word, in any order. */
export function matching(entries: PaletteEntry[], typed: string): PaletteEntry[] {
  const terms = foldText(typed).split(' ').filter(Boolean)
  return entries.filter(({ text, detail = '' }) => {
    const whole = foldText(`${text} ${detail}`)
    return terms.every((term) => whole.includes(term))
  })
}
