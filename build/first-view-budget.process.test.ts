import { describe, expect, it } from 'vitest'
import { startProgram } from '#testing/program.ts'

/** Runs the real build without writing to disk; `plugins` is source text. */
const build = (plugins: string) =>
  startProgram([
    '--input-type=module',
    '-e',
    `import { randomBytes } from 'node:crypto'
     import { build } from 'vite'
     await build({ build: { write: false }, plugins: [${plugins}] })`,
  ])

describe('the build', () => {
  it('reports the size of the first view', async () => {
    const program = build('')
    expect(await program.ended).toBe(0)
    expect(program.output()).toMatch(/JavaScript of the first view: [\d.]+ KiB gzip, budget 170/)
  })

  it('fails when the first view exceeds its budget', async () => {
    const program = build(`{
      name: 'something-careless',
      transform: (code, id) => id.endsWith('/dashboard/main.tsx')
        ? code + ';window.careless = "' + randomBytes(200_000).toString('base64') + '"'
        : null,
    }`)
    expect(await program.ended).toBe(1)
    expect(program.output()).toMatch(/first view: [\d.]+ KiB gzip, budget 170: too heavy/)
    expect(program.output()).toMatch(/Heaviest in it:\n +\S+ [\d.]+ KiB before minifying/)
  })
})
