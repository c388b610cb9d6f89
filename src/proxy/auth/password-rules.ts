import { InvalidInputError } from '#proxy/invalid-input.ts'
import { emailKeyOf } from './email-key.ts'
import { isFrequentPassword } from './frequent-passwords.ts'

const minDistinct = 5

/**
 * Rejects what is guessed first: the e-mail itself, the name of the program, one character or a row
 * of the keyboard over and over, and frequent passwords. Nothing else is required of a password but its length.
 */
export function checkPassword(password: string, { email }: { email: string }): void {
  const issue = issueOf(password.normalize('NFKC').toLowerCase(), emailKeyOf(email))
  if (issue !== undefined) throw new InvalidInputError([{ name: 'password', message: issue }])
}

function issueOf(text: string, email: string): string | undefined {
  const [mailbox = ''] = email.split('@')
  const rest = [email, mailbox.length > 3 ? mailbox : email, 'kartoteka', 'картотека'].reduce(
    (left, word) => left.replaceAll(word, ''),
    text,
  )
  if (rest.length < text.length && Array.from(rest).length < 8)
    return 'must not consist of your e-mail or of the name of the program'
  if (new Set(text).size < minDistinct) return 'has too few different characters'
  if (isMadeOfSequences(text)) return 'must not be a row of the alphabet or of the keyboard'
  return isFrequentPassword(text)
    ? 'is one of the passwords that are guessed first, or little more than one'
    : undefined
}

const sequences = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

/** Forwards and backwards. */
const rows = sequences.flatMap((row) => [row, Array.from(row).toReversed().join('')])
const minPart = 4

/** Whether a text consists of parts of sequences, each of at least four characters. */
function isMadeOfSequences(text: string): boolean {
  for (let at = 0; at < text.length;) {
    let length = text.length - at
    const isPart = () => rows.some((row) => row.includes(text.slice(at, at + length)))
    while (length >= minPart && !isPart()) length -= 1
    if (length < minPart) return false
    at += length
  }
  return true
}
