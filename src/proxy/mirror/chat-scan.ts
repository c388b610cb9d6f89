import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { CopyHolder } from './copy-holder.ts'
import type { MirrorCopy } from './mirror-copy.ts'
import type { MirrorSettings } from './mirror-settings.ts'
import type { MirrorState } from './mirror-state.ts'
import { createRereadQueue } from './reread-queue.ts'
import { createVerifiedRows } from './verified-rows.ts'

const contactsPerRequest = 250

/** Whether a page shows how many chats contacts have. */
export const showsChats = ({ attributes }: ContactQuery): boolean =>
  attributes?.includes('chats') ?? false

/** Nothing at a source tells that chats were moved: all are read once a day. */
export const isChatScanDue = (
  { chatScan, chatsTriedAt }: MirrorState,
  { fullScanInterval }: MirrorSettings,
): boolean => chatScan !== null || Date.now() - chatsTriedAt >= fullScanInterval

/** Reads the chats of the next contacts. */
export async function chatScanStep(
  { state, store, readChats, save }: MirrorCopy,
  call: Call,
): Promise<void> {
  if (state.chatScan === null) {
    const startedAt = Date.now()
    state.chatScan = { lastId: 0, startedAt }
    state.chatsTriedAt = startedAt
  }
  const { lastId, startedAt } = state.chatScan
  const ids = await store.idsAfter(lastId, contactsPerRequest)
  const isKnown = ids.length === 0 || (await readChats(ids, call))
  if (ids.length === 0) state.chatsAsOf = startedAt
  const isEnd = ids.length === 0 || !isKnown
  state.chatScan = isEnd ? null : { lastId: ids.at(-1) ?? lastId, startedAt }
  await save()
}

type Options = {
  held: CopyHolder
  settings: MirrorSettings
  call: Call
  onError: (error: unknown) => void
}

/** Reads the chats of contacts that are on screen, or whose chats were moved by us. */
export function createChatReads({ held, settings, call, onError }: Options) {
  const verified = createVerifiedRows()
  const queue = createRereadQueue({
    interval: settings.verifyInterval,
    onError,
    async reread(ids) {
      const made = await held.open()
      await made.readChats(ids, call).catch(async (error: unknown) => {
        // It was thrown away meanwhile.
        if (await held.isCurrent(made)) throw error
      })
      verified.note(ids)
    },
  })
  return {
    shown: (ids: number[]) => queue.add(verified.outdated(ids, settings.verifiedFor)),
    async moved(ids: number[]): Promise<void> {
      const { store } = await held.open()
      store.movedChats(ids)
      queue.add(ids)
    },
    clear: () => verified.clear(),
    idle: () => queue.idle(),
    close: () => queue.close(),
  }
}
