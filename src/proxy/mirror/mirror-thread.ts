import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadData } from './mirror-threads.ts'
import { openReader, openWriter } from './mirror-parts.ts'
import { serveCalls } from './thread-calls.ts'

/** A thread of `mirror-threads.ts`. */
if (!parentPort) throw new Error('This file is run by a worker thread')
const { role, file, rows }: ThreadData = workerData
const part = await (role === 'writer' ? openWriter(file, rows) : openReader(file, rows))
serveCalls(parentPort, { ...part.calls, close: part.close })
