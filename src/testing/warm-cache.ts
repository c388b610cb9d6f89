import { startProgram } from './program.ts'

/**
 * Compiles the proxy before tests start many at once and kill them: only a process that ends by
 * itself writes the cache of compiled code. This one ends because its file of sources is missing.
 */
export async function setup(): Promise<void> {
  await startProgram(['src/proxy/main.ts'], { KARTOTEKA_CONFIG: 'missing.json' }).ended
}
