import { idLook, uuidLook } from './chat-tokens.ts'

/** Why a line cannot be used, by itself or compared with other lines. */
export type LineIssue =
  /** Not exactly two values. */
  | { issue: 'shape' }
  | { issue: 'chat' }
  | { issue: 'contact' }
  /** The chat is in an earlier line, with the same contact or another one. */
  | { issue: 'repeated' | 'contradicted'; earlier: number }

export type ChatLine = { line: number; text: string } & (
  | { chat: string; contact: number; issue?: undefined }
  | LineIssue
)

/**
 * Parses `chat_id, contact_id` lines, in either order, with any separator, with or without quotes.
 * Blank lines and a header are skipped; `line` counts from 1 as in an editor.
 */
export function readLines(text: string): ChatLine[] {
  const seen = new Map<string, { line: number; contact: number }>()
  const lines: ChatLine[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const cells = raw.split(/[\s,;|]+/).map((cell) => cell.replaceAll(/^["']+|["']+$/g, ''))
    const filled = cells.filter((cell) => cell !== '')
    if (filled.length === 0 || (lines.length === 0 && isHead(filled))) continue
    const about = { line: index + 1, text: raw.trim() }
    const read = readPair(filled)
    if ('issue' in read) {
      lines.push({ ...about, ...read })
      continue
    }
    const first = seen.get(read.chat)
    if (first === undefined) seen.set(read.chat, { line: about.line, contact: read.contact })
    lines.push(
      first === undefined
        ? { ...about, ...read }
        : {
            ...about,
            issue: first.contact === read.contact ? 'repeated' : 'contradicted',
            earlier: first.line,
          },
    )
  }
  return lines
}

const isHead = (cells: string[]): boolean =>
  cells.every((cell) => /^[\p{L}_ -]+$/u.test(cell) && !uuidLook.test(cell))

function readPair(cells: string[]) {
  if (cells.length !== 2) return { issue: 'shape' } as const
  const [first = '', second = ''] = cells
  const [chat, contact] = uuidLook.test(second) && !uuidLook.test(first) ? [second, first] : cells
  if (!uuidLook.test(chat ?? '')) return { issue: 'chat' } as const
  if (!idLook.test(contact ?? '')) return { issue: 'contact' } as const
  return { chat: (chat ?? '').toLowerCase(), contact: Number(contact) }
}
