/** Calling codes of two digits (ITU-T E.164); `1` and `7` have one digit, all others three. */
const ofTwoDigits = new Set(
  [
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58',
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98',
  ].flatMap((line) => line.split(' ')),
)

/** The calling code at the beginning of a phone's international digits; null if there is none. */
export function callingCodeOf(digits: string): string | null {
  const [first = ''] = digits
  if (first === '' || first === '0') return null
  if (first === '1' || first === '7') return first
  const two = digits.slice(0, 2)
  return ofTwoDigits.has(two) ? two : digits.slice(0, 3)
}
