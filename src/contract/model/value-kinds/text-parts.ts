const mark = /[;\n]/

/**
 * Splits a text that contains several values at `;` or line ends. A value of `known` that contains a
 * separator itself, which sources allow, is not split.
 */
export function textParts(text: string, known: string[] = []): string[] {
  const wholes = known
    .map((value) => value.trim())
    .filter((value) => mark.test(value))
    .toSorted((a, b) => b.length - a.length)
  const parts: string[] = []
  for (let rest = text.trimStart(); rest !== ''; rest = rest.trimStart()) {
    const whole = wholes.find(
      (value) => rest.startsWith(value) && /^\s*(?:[;\n]|$)/.test(rest.slice(value.length)),
    )
    const end = whole === undefined ? rest.search(mark) : whole.length
    const part = end < 0 ? rest : rest.slice(0, end)
    if (part.trim() !== '') parts.push(part.trim())
    const next = rest.slice(part.length).trimStart()
    rest = next.startsWith(';') ? next.slice(1) : next
  }
  return parts
}
