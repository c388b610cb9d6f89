/** A UUID in either case. */
export const uuidLook = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids of contacts are whole numbers that JSON can carry. */
export const idLook = /^[1-9]\d{0,14}$/

export type Tokens = {
  /** In lower case, without duplicates, in order. */
  chats: string[]
  contacts: number[]
  /** Texts that are neither, without duplicates. */
  odd: string[]
}

/** Splits a pasted list into chats (UUIDs) and contacts (numbers), with any separators. */
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
