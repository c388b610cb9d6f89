/**
 * Whether the long forms of tests run, by `npm run test:soak`: more rounds, with random seeds.
 * `TEST_SEED` repeats a failed run. `npm test` runs the short forms, always with the same seed.
 */
export const isSoak = process.env['TEST_SOAK'] === '1'

/** Seed of a test's random numbers; to be printed when a test fails. */
export const seed = Number(process.env['TEST_SEED'] ?? (isSoak ? Date.now() % 1_000_000_000 : 2026))

/** How often a property is tested. */
export const runs = (short: number): number => (isSoak ? 20 * short : short)

/**
 * The time limit in milliseconds of a test whose long form takes longer. `short`: what the short form
 * takes at most on a machine that does nothing else; its work is bounded, so that a busy one may take
 * several times as long.
 */
export const timeLimit = (short: number): number => (isSoak ? 3_600_000 : 4 * short)

/** Mulberry32: numbers from 0 to 1, determined by the seed. */
export function createRandom(start: number = seed): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
