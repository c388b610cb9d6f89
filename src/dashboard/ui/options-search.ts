import { foldText } from '#contract/model/search-key.ts'

export type SelectOption = {
  value: string
  text: string
  /** Beside the text, such as how many contacts have it. */
  detail?: string | undefined
  /** Below the text, such as what tells it from another of the same name. */
  hint?: string | undefined
  group?: string | undefined
}

/**
 * The options that contain every word of the text: those that start with it come first, those with
 * a word that does come next. Groups keep their order.
 */
export function findOptions<Item extends SelectOption>(
  options: readonly Item[],
  text: string,
): Item[] {
  const wanted = foldText(text)
  const words = wanted.split(' ')
  const groups = [...new Set(options.map(({ group }) => group))]
  return options
    .map((option) => ({ option, name: foldText(option.text) }))
    .filter(({ name }) => words.every((word) => name.includes(word)))
    .map(({ option, name }) => ({
      option,
      rank:
        groups.indexOf(option.group) * 3 +
        (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : 2),
    }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

/**
 * The next option that starts with what is typed, from the current one on; the same letter again
 * goes to the next one.
 */
export function findByLetters(
  options: readonly SelectOption[],
  letters: string,
  current: number,
): number | undefined {
  const wanted = foldText(letters)
  const first = wanted.slice(0, 1)
  const isRepeated = wanted === first.repeat(wanted.length)
  const prefix = isRepeated ? first : wanted
  const start = isRepeated ? current + 1 : Math.max(current, 0)
  const order = [...options.keys()].map((index) => (start + index) % options.length)
  return order.find((index) => foldText(options[index]?.text ?? '').startsWith(prefix))
}

/** The option with this text, to the letter if there is one, else regardless of case. */
export const optionNamed = (
  options: readonly SelectOption[],
  text: string,
): SelectOption | undefined =>
  options.find((option) => option.text === text) ??
  options.find((option) => foldText(option.text) === foldText(text))
