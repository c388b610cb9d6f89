/** A UUID as the source writes them, in either case. */
export const uuidLook = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids of contacts are whole numbers that JSON can carry. */
export const idLook = /^[1-9]\d{0,14}$/

export type Tokens = {
  /** Lower-cased, each once, in the order they came. */
  chats: string[]
  contacts: number[]
  /** What is neither, each once. */
  odd: string[]
}

/** Chats and contacts out of a pasted list: whatever stands between them, UUIDs and numbers are told apart. */
export function readTokens(text: string): Tokens {
  const chats = new Set<string>()
  const contacts = new Set<number>()
  const odd = new Set<string>()
  for (const token of text.split(/[\s,;|"'<>()[\]{}\uFEFF]+/)) {
    if (token === '') continue
    if (uuidLook.test(token)) chats.add(token.toLowerCase())
    else if (idLook.test(token)) contacts.add(Number(token))
    else odd.add(token)
  }
  return { chats: [...chats], contacts: [...contacts], odd: [...odd] }
}
