import { isPlaceholder, plainPoint } from './entered-text.ts'

export type EmailProblem = 'placeholder' | 'several_values' | 'not_an_email' | 'look_alikes'

/** Why a text cannot be one e-mail, and what it may have been: several texts, one, or none. */
export type EmailReading = { problem: EmailProblem | null; repair: string[] | null }

const wrong = (problem: EmailProblem, repair: string[] | null = null): EmailReading => ({
  problem,
  repair,
})

const maxLocalLength = 64 // RFC 5321
const maxLength = 254

/** Reads one e-mail: also of other alphabets, with a tag after a plus, at an IP address. */
export function readEmail(text: string): EmailReading {
  const plain = plainPoint(text)
  if (plain === '') return { problem: null, repair: null }
  if (isPlaceholder(plain)) return wrong('placeholder', [])
  const parts = plain.split(/[\s;,|]+/).filter(Boolean)
  if (parts.length > 1 && parts.every(isAddress)) return wrong('several_values', parts)
  const repaired = repair(plain)
  if (isAddress(plain))
    return repaired === plain ? { problem: null, repair: null } : wrong('look_alikes', [repaired])
  return wrong('not_an_email', isAddress(repaired) && repaired !== plain ? [repaired] : null)
}

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || local.length > maxLocalLength || text.length > maxLength) return false
  const isQuoted = /^"(?:[^"\\]|\\.)+"$/u.test(local)
  if (!isQuoted && /[\s@()<>[\]:;,\\"]/u.test(local)) return false
  return /^\[[\d.:a-f]+(?:ipv6:)?[\d.:a-f]*\]$/i.test(domain) || isDomain(domain)
}

/** At least two labels, the last of which is no number. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isLabel = (label: string) =>
    /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label)
  const last = labels.at(-1) ?? ''
  return labels.length > 1 && labels.every(isLabel) && last.length > 1 && !/^\d+$/.test(last)
}

/** Cyrillic letters that look like Latin ones. */
const lookAlikes = new Map(
  Array.from('аАвВсСеЕнНкКмМоОрРтТхХуУіІѕЅјЈ', (letter, index) => [
    letter,
    Array.from('aABBcCeEHHkKMMoOpPTTxXyYiIsSjJ')[index] ?? letter,
  ]),
)

/** The address without spaces, with dots for commas, and in one alphabet where two are mixed. */
function repair(text: string): string {
  if (text.startsWith('"')) return text
  const joinedUp = text
    .replaceAll(/\s+/g, '')
    .replace(/(?<=@[^@]*),(?=[^@.,]{2,}$)/, '.')
    .replace(/\.$/, '')
  return joinedUp.replaceAll(/[^@.]+/gu, inOneAlphabet)
}

function inOneAlphabet(part: string): string {
  if (!/[a-z]/i.test(part) || !/\p{Script=Cyrillic}/u.test(part)) return part
  const latin = Array.from(part, (letter) => lookAlikes.get(letter) ?? letter).join('')
  return /\p{Script=Cyrillic}/u.test(latin) ? part : latin
}
