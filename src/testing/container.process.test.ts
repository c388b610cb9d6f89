import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { builtDashboard } from './built-dashboards.ts'
import { copyLinked } from './linked-copy.ts'
import { startProgram } from './program.ts'
import { isSoak } from './soak.ts'

const run = promisify(execFile)
const home = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kartoteka-container-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Step = { word: string; rest: string }
type Stage = { name: string; steps: Step[] }

/** The stages of the Containerfile, each with its steps in order. */
function readStages(): Stage[] {
  const text = readFileSync(join(home, 'Containerfile'), 'utf8')
  const stages: Stage[] = []
  for (const line of text.split('\n')) {
    const [, word, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    if (!word || rest === undefined) continue
    if (word === 'FROM') stages.push({ name: / AS (\w+)$/.exec(rest)?.[1] ?? 'last', steps: [] })
    else stages.at(-1)?.steps.push({ word, rest })
  }
  return stages
}

const ignored = readFileSync(join(home, '.containerignore'), 'utf8').split('\n').filter(Boolean)
const placeOf = (stage: string, path: string) => join(folder, stage, path)

/** Executes one step in a folder instead of a container; steps that need an engine are skipped. */
async function take(stage: string, { word, rest }: Step): Promise<void> {
  const cwd = placeOf(stage, '/app')
  switch (word) {
    case 'WORKDIR':
      mkdirSync(placeOf(stage, rest), { recursive: true })
      return
    case 'COPY': {
      const words = rest.split(' ')
      const from = /^--from=(\w+)$/.exec(words[0] ?? '')?.[1]
      const target = words.at(-1) ?? ''
      for (const source of words.slice(from ? 1 : 0, -1)) {
        const origin = from ? placeOf(from, source) : join(home, source)
        const goal =
          target.endsWith('/') && source !== '.' ? join(target, basename(source)) : target
        mkdirSync(dirname(join(cwd, goal)), { recursive: true })
        cpSync(origin, join(cwd, goal), {
          recursive: true,
          verbatimSymlinks: true,
          filter: (path) => from !== undefined || !ignored.includes(path.slice(home.length + 1)),
        })
      }
      return
    }
    case 'RUN':
      // The first installs the same lock file as this copy of the project has.
      if (rest === 'npm ci' && !isSoak) {
        copyLinked(join(home, 'node_modules'), join(cwd, 'node_modules'))
        return
      }
      // These tests share a build of the same files.
      if (rest === 'npm run build' && !isSoak) {
        cpSync(await builtDashboard('production'), join(cwd, 'dist'), { recursive: true })
        return
      }
      await run('sh', ['-c', rest], { cwd, env: builder, timeout: 240_000, maxBuffer: 1e8 })
      return
    case 'ENV':
    case 'USER':
    case 'EXPOSE':
    case 'HEALTHCHECK':
    case 'CMD':
      return
    default:
      throw new Error(`Unknown step ${word}`)
  }
}

/**
 * The machine's npm configuration, with the image's Node first on the path; packages that this
 * machine has already downloaded are not downloaded again.
 */
const builder = {
  ...process.env,
  NODE_ENV: '',
  npm_config_prefer_offline: 'true',
  PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
}

it('builds by the steps of the Containerfile, starts, is healthy, and contains no development tools', async () => {
  const stages = readStages()
  for (const { name, steps } of stages) for (const step of steps) await take(name, step)
  const last = stages.at(-1)!
  const valueOf = (word: string) => last.steps.find((step) => step.word === word)!.rest
  const [program, ...args] = JSON.parse(valueOf('CMD')) as string[] // the exec form
  expect(program).toBe('node')
  const given = Object.fromEntries(
    valueOf('ENV')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]),
  )
  expect(given).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0' })
  const env = {
    ...given,
    PORT: String(20_000 + (process.pid % 20_000)),
    KARTOTEKA_PUBLIC_URL: 'https://contacts.example.com',
    KARTOTEKA_REVERSE_PROXY_SECRET: 'x'.repeat(32),
    KARTOTEKA_STATE: ':memory:',
  }
  const proxy = startProgram(args, env, placeOf(last.name, '/app'))
  await proxy.waitForOutput(/Kartoteka: http/)

  const [, check] = / CMD node -e "(.*)"$/.exec(valueOf('HEALTHCHECK'))!
  await run(process.execPath, ['-e', check!], { env })
  const address = `http://127.0.0.1:${env.PORT}`
  const through = { headers: { 'kartoteka-reverse-proxy': env.KARTOTEKA_REVERSE_PROXY_SECRET } }
  expect((await fetch(address)).status).toBe(403)
  const page = await fetch(address, through)
  expect(await page.text()).toContain('<div id="root">')
  const sources = await fetch(`${address}/api/sources`, through)
  expect(sources.status).toBe(200)
  const modules = await run('ls', [placeOf(last.name, '/app/node_modules')])
  expect(modules.stdout).toMatch(/^fastify$/m)
  expect(modules.stdout).not.toMatch(/^(vite|vitest|typescript|react|@playwright)$/m)
  await proxy.stop()
  await expect(run(process.execPath, ['-e', check!], { env })).rejects.toThrow(/Command failed/)
}, 400_000)
