import { maxViewName } from '#contract/api/views.ts'

/** A name as it is compared: people take `VIP` and `vip` for the same. */
export const nameKeyOf = (name: string): string =>
  name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()

/** The name with the first free number, within the maximum length: `VIP (2)`. */
export function numberedName(name: string, takenKeys: ReadonlySet<string>): string {
  const plain = name.replace(/ \(\d{1,3}\)$/, '')
  for (let number = 2; ; number++) {
    const end = ` (${number})`
    const numbered = `${cut(plain, maxViewName - end.length)}${end}`
    if (!takenKeys.has(nameKeyOf(numbered))) return numbered
  }
}

/** Without half a surrogate pair at its end. */
const cut = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()
