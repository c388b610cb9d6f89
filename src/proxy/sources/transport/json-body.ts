/**
 * Responses of the sources have less than a tenth of this depth; deeper ones may overflow the stack
 * of recursive functions.
 */
const maxDepth = 128

/**
 * Parses a JSON body and removes U+0000, which a source may contain and Postgres cannot store;
 * undefined if the body is not JSON or too deeply nested.
 */
export function readJson(body: string): unknown {
  if (depthOf(body) > maxDepth) return undefined
  try {
    // An escaped backslash before it is a false positive, which only costs time.
    return body.includes('\\u0000') ? withoutNul(JSON.parse(body)) : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The depth of nesting, determined without recursion and for any text. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]
    if (sign === '"') index = endOfString(text, index)
    else if (sign === '[' || sign === '{') {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (sign === ']' || sign === '}') depth -= 1
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '')
  if (Array.isArray(value)) return value.map(withoutNul)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.replaceAll('\0', ''), withoutNul(entry)]),
  )
}
