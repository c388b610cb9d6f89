import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const home = join(import.meta.dirname, '../..')

export type Program = {
  process: ChildProcess
  /** All it has said so far, on both its outputs. */
  output: () => string
  /** Resolves with the first match in what it says; rejects where it ends without. */
  waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Resolves with the exit code, or the signal it died of. */
  ended: Promise<number | string>
  /** Asks it to end and sees to it that it does. */
  stop: () => Promise<void>
}

/** Starts a program of ours (or a script, after `-e`) with a bare environment, here or elsewhere. */
export function startProgram(
  args: string[],
  env: Record<string, string> = {},
  cwd: string = home,
): Program {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  const append = (chunk: Buffer) => {
    text += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
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

/** The address in the line with which a server of ours says that it listens. */
export const addressOf = async (program: Program): Promise<string> =>
  (await program.waitForOutput(/https?:\/\/[\w.[\]:-]+:\d+/))[0]
