import { foldText } from '#contract/model/search-key.ts'

/** One thing the palette offers. */
export type PaletteEntry = {
  key: string
  group: 'contacts' | 'commands' | 'pages' | 'views' | 'sources' | 'settings'
  text: string
  /** What tells it from others of the same name. */
  detail?: string | undefined
  /** Key names, each to be drawn as a cap. */
  keys?: readonly string[] | undefined
  run: () => void
}

/** Those whose text or detail holds every word that was typed, in any order. */
export function matching(entries: PaletteEntry[], typed: string): PaletteEntry[] {
  const terms = foldText(typed).split(' ').filter(Boolean)
  return entries.filter(({ text, detail = '' }) => {
    const whole = foldText(`${text} ${detail}`)
    return terms.every((term) => whole.includes(term))
  })
}
