import { isRecord } from '#mock/json-value.ts'

type Options = {
  /** Paths of values that the server assigns: only their type is compared. */
  assigned: string[]
  /** Keys that a response may have in addition to the printed ones. */
  additional: string[]
}

/**
 * Lists where a response differs from the printed one in shape or value; the mock's `http` counts
 * as the printed `https`.
 */
export function answerDifferences(
  answer: unknown,
  printed: unknown,
  options: Options,
  path = '',
): string[] {
  const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
  if (Array.isArray(printed)) {
    if (!Array.isArray(answer)) return [`${path}: not a list`]
    if (answer.length !== printed.length)
      return [`${path}: ${answer.length} items instead of ${printed.length}`]
    return printed.flatMap((item: unknown, i) => answerDifferences(answer[i], item, options, at(i)))
  }
  if (isRecord(printed)) {
    if (!isRecord(answer)) return [`${path}: not an object`]
    const missing = Object.keys(printed).filter((key) => !(key in answer))
    const unexpected = Object.keys(answer).filter(
      (key) => !(key in printed) && !options.additional.includes(key),
    )
    return [
      ...missing.map((key) => `${at(key)}: missing`),
      ...unexpected.map((key) => `${at(key)}: not printed`),
      ...Object.entries(printed)
        .filter(([key]) => key in answer)
        .flatMap(([key, value]) => answerDifferences(answer[key], value, options, at(key))),
    ]
  }
  const expected = typeof printed === 'string' ? printed.replace(/^https:/, 'http:') : printed
  if (options.assigned.includes(path))
    return typeof answer === typeof expected ? [] : [`${path}: not a ${typeof expected}`]
  return answer === expected
    ? []
    : [`${path}: ${JSON.stringify(answer)} instead of ${JSON.stringify(expected)}`]
}
