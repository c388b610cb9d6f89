import { join } from 'node:path'
import { startThread } from '#proxy/mirror/thread-calls.ts'
import { createContactFile, type ContactFile, type FilePlan } from './contact-file.ts'

/** A file of contacts that is being written; `close` in any case. */
export type FileWriting = ContactFile & { close: () => Promise<void> }
export type OpenFile = (plan: FilePlan) => Promise<FileWriting>

const threadFile = join(import.meta.dirname, 'file-thread.ts')

/** By a thread of its own, because writing blocks: requests are answered meanwhile. */
export const writeInThread: OpenFile = async (plan) => {
  const { call, close } = startThread<ContactFile>(threadFile, plan, () => {}) // its calls fail
  return {
    add: (contacts) => call('add', contacts),
    end: () => call('end'),
    abort: () => call('abort'),
    close,
  }
}

/** In this thread, for tests, which need not wait for another one to start. */
export const writeHere: OpenFile = async (plan) => ({
  ...(await createContactFile(plan)),
  close: () => Promise.resolve(),
})
