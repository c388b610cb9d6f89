import type { Call } from '#proxy/sources/transport/source-call.ts'
import { within } from '#proxy/within.ts'
import type { CopyHolder } from './copy-holder.ts'
import type { MirrorSettings } from './mirror-settings.ts'
import { createRereadQueue } from './reread-queue.ts'
import { createVerifiedRows } from './verified-rows.ts'

const maxWaitForWrites = 2000 // a page waits so long for what this proxy has just written

type Options = {
  held: CopyHolder
  settings: MirrorSettings
  call: Call
  /** Reads what is kept beside the contacts on screen. */
  readBeside: (ids: number[]) => Promise<void>
  onError: (error: unknown) => void
}

/** Reads contacts again that are on screen, or that we have written. */
export function createContactReads({ held, settings, call, readBeside, onError }: Options) {
  /** Contacts that we wrote and have not read since. */
  const unverified = new Set<number>()
  const verified = createVerifiedRows()

  async function reread(ids: number[]): Promise<void> {
    const made = await held.open()
    const { unanswered } = await made.reread(ids, call).catch(async (error: unknown) => {
      // It was thrown away meanwhile.
      if (!(await held.isCurrent(made))) return { unanswered: ids }
      throw error
    })
    if (!(await held.isCurrent(made))) return
    const answered = ids.filter((id) => !unanswered.includes(id))
    for (const id of answered) unverified.delete(id)
    verified.note(answered)
  }

  const written = createRereadQueue({ reread, onError, interval: 0 })
  const viewed = createRereadQueue({
    async reread(ids) {
      await reread(ids)
      await readBeside(ids)
    },
    onError,
    interval: settings.verifyInterval,
  })

  return {
    shown: (ids: number[]) => viewed.add(verified.outdated(ids, settings.verifiedFor)),
    hinted: (ids: number[]) => viewed.add(ids),
    unverified: (): number[] => [...unverified],
    /** To be called when they were read otherwise. */
    wasRead(ids: number[]) {
      for (const id of ids) unverified.delete(id)
    },
    /** What this proxy has just written is read again first, so that a page shows it. */
    async awaitWrites(): Promise<void> {
      if (unverified.size > 0) await within(maxWaitForWrites, written.idle())
    },
    writesRead: () => written.idle(),
    async beginWrite(ids: number[]): Promise<void> {
      const { store } = await held.open()
      store.wrote(ids, null)
      for (const id of ids) unverified.add(id)
    },
    async endWrite(
      ids: number[],
      answered: { id: number; updatedAt: number | null }[],
    ): Promise<void> {
      const { store } = await held.open()
      store.wrote(ids, null)
      for (const { id, updatedAt } of answered) store.wrote([id], updatedAt)
      const all = [...new Set([...ids, ...answered.map(({ id }) => id)])]
      for (const id of all) unverified.add(id)
      written.add(all)
    },
    clear() {
      unverified.clear()
      verified.clear()
    },
    async idle(): Promise<void> {
      await written.idle()
      await viewed.idle()
    },
    close: () => Promise.all([written.close(), viewed.close()]),
  }
}
