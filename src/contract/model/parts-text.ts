/**
 * Addresses and legal entities as one line of text: `city: Москва; zip: 101000`; several entities
 * are separated by `|`. Parts are named by the source's keys or the interface's labels; a part
 * without a name is the first one (the street, the name). Separators within a value are escaped by
 * a backslash.
 */
export type Part = { key: string; value: string }

const known = new Map(
  Object.entries({
    адрес: 'address_line_1',
    'адрес, строка 2': 'address_line_2',
    город: 'city',
    регион: 'state',
    область: 'state',
    индекс: 'zip',
    postcode: 'zip',
    страна: 'country',
    название: 'name',
    инн: 'vat_id',
    'vat id': 'vat_id',
    кпп: 'kpp',
    'юридический адрес': 'address',
    бик: 'bank_code',
    директор: 'director',
  }),
)

const escaped = (text: string): string => text.replaceAll(/[\\;|:]/g, String.raw`\$&`)
const plain = (text: string): string => text.replaceAll(/\\([\\;|:])/g, '$1').trim()

/** Splits a text at unescaped separators. */
function split(text: string, mark: string): string[] {
  const pieces = ['']
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? ''
    if (char === '\\') pieces.push(pieces.pop() + char + (text[++index] ?? ''))
    else if (char === mark) pieces.push('')
    else pieces.push(pieces.pop() + char)
  }
  return pieces
}

export const printParts = (parts: Part[]): string =>
  parts
    .filter(({ value }) => value.trim() !== '')
    .map(({ key, value }) => `${escaped(key)}: ${escaped(value.trim())}`)
    .join('; ')

/**
 * Parses a text into parts. `keys`: the allowed names; undefined allows any. Returns undefined for
 * an unknown name.
 */
export function parseParts(text: string, first: string, keys?: string[]): Part[] | undefined {
  const parts: Part[] = []
  for (const piece of split(text, ';')) {
    if (piece.trim() === '') continue
    const [head = '', ...rest] = split(piece, ':')
    const name = plain(head)
    const key = rest.length === 0 ? first : (keyOf(name, keys) ?? undefined)
    if (key === undefined || parts.some((part) => part.key === key)) return undefined
    parts.push({ key, value: plain(rest.length === 0 ? piece : rest.join(':')) })
  }
  return parts
}

function keyOf(name: string, keys: string[] | undefined): string | undefined {
  const wanted = known.get(name.toLowerCase()) ?? name
  if (keys) return keys.find((key) => key === wanted || key === name.toLowerCase())
  return /^[a-z_]+$/.test(wanted) ? wanted : undefined
}

export const printEntities = (entities: Part[][]): string =>
  entities.map(printParts).filter(Boolean).join(' | ')

export function parseEntities(text: string): Part[][] | undefined {
  const entities = split(text, '|')
    .filter((piece) => piece.trim() !== '')
    .map((piece) => parseParts(piece, 'name'))
  return entities.includes(undefined) ? undefined : entities.flatMap((item) => (item ? [item] : []))
}
