import { describe, expect, it } from 'vitest'
import { demoEn } from '#dashboard/locales/demo-en.ts'
import { demoRu } from '#dashboard/locales/demo-ru.ts'
import { startProgram } from '#testing/program.ts'

/** All JavaScript of a real build, which is not written to disk, and its output folder. */
async function build(mode: string) {
  const program = startProgram([
    '--input-type=module',
    '-e',
    `import { build } from 'vite'
     let folder
     const found = await build({
       mode: '${mode}',
       logLevel: 'silent',
       build: { write: false },
       plugins: [{ name: 'look', configResolved: ({ build }) => { folder = build.outDir } }],
     })
     const code = found.output.map((file) => file.code ?? '').join('\\n')
     console.log(folder + '\\n' + code)`,
  ])
  expect(await program.ended).toBe(0)
  const [folder, ...code] = program.output().split('\n')
  return { folder, code: code.join('\n') }
}

/** Whole sentences of the menu, because its short titles may occur in the product as well. */
const words = [demoEn, demoRu].flatMap(({ intro, reset, situations, question, story }) => [
  intro,
  reset,
  question.text,
  story.duplicates,
  ...Object.values(situations).map(({ watch }) => watch),
])
const traces = ['/api/demo', 'start-over', 'tooManyRequests', ...words]

describe('the demo menu', () => {
  it('is not in the production build: neither code nor texts', async () => {
    const { folder, code } = await build('production')
    expect(folder).toBe('dist')
    expect(code.length).toBeGreaterThan(100_000)
    expect(traces.filter((trace) => code.includes(trace))).toEqual([])
  })

  it('is in a separate build', async () => {
    const { folder, code } = await build('demo')
    expect(folder).toBe('dist-demo')
    expect(traces.filter((trace) => !code.includes(trace))).toEqual([])
  })
})
