import { Worker, type MessagePort } from 'node:worker_threads'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'

/**
 * Garbage is collected before it takes more; what a thread keeps are names, some 50 MB at most. With
 * less room for what is young, rows that are being written would be moved about.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 256 }

/** Methods that can be called from another thread: their values are copied. */
type Methods = { [name: string]: (...given: never[]) => Promise<unknown> }

/** Both ends are of one version, so that types are enough to understand a message. */
type Request = { id: number; name: string; given: never[] }
type Answer = { id: number } & ({ value: never } | { failure: Failure })

/** An error without what cannot be copied; `errcode` is SQLite's. */
type Failure = {
  name: string
  message: string
  stack: string | undefined
  errcode: number | undefined
  /** Of an `UnsupportedError`. */
  parameter: string | undefined
}

/** Answers the calls that come through a port, several at a time. */
export function serveCalls(port: MessagePort, methods: Methods): void {
  async function answer({ id, name, given }: Request): Promise<void> {
    try {
      const method = methods[name]
      if (!method) throw new Error(`There is no method ${name}`)
      port.postMessage({ id, value: await method(...given) })
    } catch (error) {
      port.postMessage({ id, failure: toFailure(error) })
    }
  }
  port.on('message', (request: Request) => void answer(request))
}

export type CallsOf<Api> = <Name extends keyof Api & string>(
  name: Name,
  ...given: Api[Name] extends (...args: infer Given) => unknown ? Given : never
) => Promise<Api[Name] extends (...args: never[]) => Promise<infer Value> ? Value : never>

export type Thread<Api> = {
  call: CallsOf<Api>
  /** Calls without an answer. */
  countOpen: () => number
  close: () => Promise<void>
}

/**
 * Starts a thread that serves `Api`. If it ends by itself, `onEnd` is called and all its calls fail.
 */
export function startThread<Api>(
  file: string,
  data: unknown,
  onEnd: (error: Error) => void,
): Thread<Api> {
  const open = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >()
  let lastId = 0
  let isClosed = false
  let reason: Error | undefined
  // None of the flags of the program concerns it.
  const worker = new Worker(file, { workerData: data, execArgv: [], resourceLimits })
  worker.on('message', (answer: Answer) => {
    const call = open.get(answer.id)
    open.delete(answer.id)
    if ('failure' in answer) call?.reject(toError(answer.failure))
    else call?.resolve(answer.value)
  })
  worker.on('error', (error: Error) => (reason = error))
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      const error = endOf(reason, code)
      const isUnexpected = !isClosed
      isClosed = true
      for (const { reject } of open.values()) reject(error)
      open.clear()
      resolve()
      if (isUnexpected) onEnd(error)
    })
  })
  return {
    call: (name, ...given) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new Error('The thread has ended')
        lastId += 1
        open.set(lastId, { resolve, reject })
        worker.postMessage({ id: lastId, name, given })
      }),
    countOpen: () => open.size,
    async close() {
      isClosed = true
      await worker.terminate()
      await exited
    },
  }
}

/** A thread that cannot open its file ends with the error of SQLite. */
function endOf(reason: Error | undefined, code: number): Error {
  const message = `A thread has ended: ${reason?.message ?? `code ${code}`}`
  const { errcode } = toFailure(reason)
  return Object.assign(
    new Error(message, { cause: reason }),
    errcode === undefined ? {} : { errcode },
  )
}

function toFailure(error: unknown): Failure {
  const given = error instanceof Error ? error : new Error(String(error))
  return {
    name: given.name,
    message: given.message,
    stack: given.stack,
    errcode: 'errcode' in given && typeof given.errcode === 'number' ? given.errcode : undefined,
    parameter: given instanceof UnsupportedError ? given.parameter : undefined,
  }
}

function toError({ name, message, stack, errcode, parameter }: Failure): Error {
  if (parameter !== undefined) return new UnsupportedError(parameter, message)
  const error = Object.assign(new Error(message), errcode === undefined ? {} : { errcode })
  error.name = name
  error.stack = stack ?? ''
  return error
}
