/**
 * The page that begins before a position, with the most rows after it. Sizes of four fifths and more
 * are tried, because offsets are multiples of the size.
 */
export function pageBefore(position: number, size: number): { page: number; amount: number } {
  if (position === 0) return { page: 1, amount: size }
  let best = { page: 1, amount: size, gain: -Infinity }
  for (let amount = size; amount >= size * 0.8; amount--) {
    const page = Math.floor((position - 1) / amount) + 1
    const gain = page * amount - position
    if (gain > best.gain) best = { page, amount, gain }
  }
  return best
}
