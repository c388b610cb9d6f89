import { parentPort, workerData } from 'node:worker_threads'
import { serveCalls } from '#proxy/mirror/thread-calls.ts'
import { createContactFile, type FilePlan } from './contact-file.ts'

/** A thread that writes one file, started by `export-run.ts`. */
if (!parentPort) throw new Error('This file is run by a worker thread')
const plan: FilePlan = workerData
serveCalls(parentPort, await createContactFile(plan))
