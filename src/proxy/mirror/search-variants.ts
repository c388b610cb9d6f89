import { foldText } from '#contract/model/search-key.ts'

/** The letters of the same keys. */
const english = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const russian = 'йцукенгшщзхъфывапролджэячсмитьбюё'

const toRussianKeys = new Map(Array.from(english).map((key, index) => [key, russian.charAt(index)]))
const toEnglishKeys = new Map(Array.from(russian).map((key, index) => [key, english.charAt(index)]))

/** Text as it would be if it had been typed in the other keyboard layout; null: the same. */
export function otherLayout(text: string): string | null {
  const folded = foldText(text)
  const map = /\p{Script=Cyrillic}/u.test(folded) ? toEnglishKeys : toRussianKeys
  return changed(
    folded,
    foldText(
      Array.from(folded)
        .map((letter) => map.get(letter) ?? letter)
        .join(''),
    ),
  )
}

/** Longer spellings come first. */
const latin: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['tz', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['iu', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['ia', 'ия'],
  ['yo', 'е'],
  ['jo', 'е'],
  ['ye', 'е'],
  ['je', 'е'],
  ['yi', 'ы'],
  ['iy', 'ий'],
  ['ey', 'ей'],
  ['ay', 'ай'],
  ['oy', 'ой'],
  ['ks', 'кс'],
  ['ph', 'ф'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'к'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['y', 'ы'],
  ['z', 'з'],
  ["'", 'ь'],
]
const cyrillicOf = new Map(latin)
const latinParts = new RegExp(latin.map(([part]) => part).join('|'), 'g')

/** As in Russian passports since 2014. */
const latinOf: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: 'ie',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
}

/** Latin text in Cyrillic letters, or the reverse; null if it has letters of neither. */
export function otherScript(text: string): string | null {
  const folded = foldText(text)
  const written = /\p{Script=Cyrillic}/u.test(folded)
    ? Array.from(folded)
        .map((letter) => latinOf[letter] ?? letter)
        .join('')
    : folded
        .replaceAll(/(?<=[^aeiouy\s])y\b/g, 'ий') // Dmitry
        .replaceAll(latinParts, (part) => cyrillicOf.get(part) ?? part)
  return changed(folded, written)
}

const changed = (before: string, after: string): string | null =>
  after === before || after === '' ? null : after
