import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { job, jobRowList, type Job } from '#contract/api/jobs.ts'
import type { JobRow } from '#contract/api/job-rows.ts'
import { buildMock, type Mock } from '#mock/mock-app.ts'
import { addressOf, startProgram, type Program } from './program.ts'

/**
 * Short times, so that a dead process is replaced and a lost response looked up within a test's
 * time limit.
 */
const fastSettings = {
  KARTOTEKA_JOB_CHUNK: '3',
  KARTOTEKA_JOB_PARALLEL: '3',
  KARTOTEKA_JOB_LEASE_MS: '400',
  KARTOTEKA_UNKNOWN_OUTCOME_DELAY_MS: '200',
  KARTOTEKA_JOB_WAIT_MS: '20',
}

/** A mock in this process, and proxies in separate processes that can be killed. */
export async function startJobHarness(state: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-jobs-'))
  const mock: Mock = buildMock({ contacts: 0, token: 'job-token' })
  const url = await mock.app.listen({ host: '127.0.0.1', port: 0 })
  const file = join(folder, 'sources.json')
  const source = { id: 'main', kind: 'amo-v4', title: 'Main', url, requestsPerSecond: 50 }
  writeFileSync(file, JSON.stringify({ sources: [{ ...source, token: { env: 'JOB_TOKEN' } }] }))
  const env = {
    KARTOTEKA_CONFIG: file,
    KARTOTEKA_STATE: join(folder, 'state.sqlite'),
    JOB_TOKEN: 'job-token',
    PORT: '0',
    ...fastSettings,
    ...state,
  }
  const programs: Program[] = []

  return {
    mock,
    url,
    start() {
      const program = startProgram(['src/proxy/main.ts'], env)
      programs.push(program)
      return program
    },
    output: () => programs.map((program) => program.output()).join(''),
    async stop() {
      for (const { process: child } of programs) child.kill('SIGKILL')
      await Promise.all(programs.map(({ ended: waitForEnd }) => waitForEnd))
      await mock.app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Creates jobs at a proxy over HTTP and waits for their end. */
export async function openJobClient(program: Program) {
  const address = await addressOf(program)
  const base = `${address}/api/sources/main/jobs`
  const deadline = 60_000 // two cores are shared by all test files

  async function send(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const response = await fetch(base + path, {
      method,
      headers: { origin: address, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const content: unknown = await response.json()
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(content)}`)
    return content
  }

  async function waitForEnd(id: string): Promise<Job> {
    for (const until = performance.now() + deadline; ; await pause(20)) {
      const now = job.parse(await send('GET', `/${id}`))
      if (now.state === 'done' || now.state === 'cancelled') return now
      if (performance.now() > until) throw new Error(`The job did not end: ${JSON.stringify(now)}`)
    }
  }

  return {
    order: async (body: object) => job.parse(await send('POST', '', body)),
    retry: async (id: string, body: object) => job.parse(await send('POST', `/${id}/retry`, body)),
    waitForEnd,
    rows: async (id: string): Promise<JobRow[]> =>
      jobRowList.parse(await send('GET', `/${id}/rows?size=500`)).items,
  }
}
