import type { AccountTag } from '#contract/api/tags.ts'
import type { SelectOption } from '#dashboard/ui/options-search.ts'

type Counted = { value: string; count: number }

/**
 * The tags of an account to choose from, with how many contacts have each where that is known: those
 * first that most have, then by name.
 */
export function tagOptions(
  tags: readonly AccountTag[],
  counted: readonly Counted[],
  language: string,
): SelectOption[] {
  const counts = new Map(counted.map(({ value, count }) => [value, count]))
  const names = new Set([...tags.map(({ name }) => name), ...counts.keys()])
  const format = new Intl.NumberFormat(language)
  return [...names]
    .toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b, language))
    .map((name) => {
      const count = counts.get(name)
      return {
        value: name,
        text: name,
        ...(count !== undefined && { detail: format.format(count) }),
      }
    })
}
