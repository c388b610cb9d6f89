import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const home = join(import.meta.dirname, '../..')

export type Program = {
  process: ChildProcess
  /** All output so far, of stdout and stderr. */
  output: () => string
  /** Resolves with the first match in the output; rejects when the program ends without one. */
  waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Resolves with the exit code, or the signal that killed it. */
  ended: Promise<number | string>
  /** Sends SIGTERM, and SIGKILL when that does not help. */
  stop: () => Promise<void>
}

/** Compiling is half of a start. */
const compileCache = {
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(home, 'node_modules/.cache/node'),
}

/** Starts one of the project's programs (or a script, after `-e`) with a minimal environment. */
export function startProgram(
  args: string[],
  env: Record<string, string> = {},
  cwd: string = home,
): Program {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...compileCache, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  const append = (chunk: string) => {
    text += chunk
    for (const listener of listeners) listener()
  }
  // Decoded by the stream, because a character of several bytes may be split between two chunks.
  child.stdout.setEncoding('utf8').on('data', append)
  child.stderr.setEncoding('utf8').on('data', append)
  child.stdin.on('error', () => {})
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })

  return {
    process: child,
    output: () => text,
    waitForOutput(pattern) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = pattern.exec(text)
          if (!found) return
          listeners.delete(check)
          resolve(found)
        }
        listeners.add(check)
        check()
        void ended.then((exit) => reject(new Error(`Ended (${exit}) without ${pattern}:\n${text}`)))
      })
    },
    ended,
    async stop() {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), 6000)
      await ended
      clearTimeout(force)
    },
  }
}

/** The URL in the line that a server prints when it listens. */
export const addressOf = async (program: Program): Promise<string> =>
  (await program.waitForOutput(/https?:\/\/[\w.[\]:-]+:\d+/))[0]
