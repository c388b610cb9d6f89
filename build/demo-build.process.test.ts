import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demoEn } from '#dashboard/locales/demo-en.ts'
import { demoRu } from '#dashboard/locales/demo-ru.ts'
import { builtDashboard } from '#testing/built-dashboards.ts'

/** All JavaScript of a build. */
async function codeOf(mode: 'production' | 'demo'): Promise<string> {
  const folder = await builtDashboard(mode)
  const names = globSync('**/*.js', { cwd: folder })
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
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
    const code = await codeOf('production')
    expect(code.length).toBeGreaterThan(100_000)
    expect(traces.filter((trace) => code.includes(trace))).toEqual([])
  })

  it('is in a separate build', async () => {
    const code = await codeOf('demo')
    expect(traces.filter((trace) => !code.includes(trace))).toEqual([])
  })
})
