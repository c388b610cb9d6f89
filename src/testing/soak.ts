/**
 * The long forms of tests, by `npm run test:soak`: more rounds, at seeds of their own. `TEST_SEED` repeats
 * a run that failed. `npm test` does the short forms, always at the same seed.
 */
export const isSoak = process.env['TEST_SOAK'] === '1'

/** What the chance of a test begins with; to be printed where a test fails. */
export const seed = Number(process.env['TEST_SEED'] ?? (isSoak ? Date.now() % 1_000_000_000 : 2026))

/** How often a property is tried. */
export const runs = (short: number): number => (isSoak ? 20 * short : short)

/** Milliseconds that a test may take whose long form takes long. */
export const timeLimit = (short: number): number => (isSoak ? 3_600_000 : short)

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
export function createRandom(start: number = seed): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
