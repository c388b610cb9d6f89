import { z } from 'zod'
import type { Store } from '#proxy/store/state-store.ts'

const mirrorRequest = z.enum(['scan', 'refill', 'erase'])
type MirrorRequest = z.infer<typeof mirrorRequest>

/** What is to be done with a copy, until it was: so that it is not lost with a process. */
export type MirrorRequests = {
  ask: (request: MirrorRequest) => Promise<void>
  open: () => Promise<MirrorRequest[]>
  done: (request: MirrorRequest) => Promise<void>
}

export function storedRequests({ db }: Pick<Store, 'db'>, source: string): MirrorRequests {
  return {
    async ask(request) {
      await db
        .insertInto('mirror_requests')
        .values({ source_id: source, request })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async open() {
      const rows = await db
        .selectFrom('mirror_requests')
        .select('request')
        .where('source_id', '=', source)
        .execute()
      return rows.map(({ request }) => mirrorRequest.parse(request))
    },
    async done(request) {
      await db
        .deleteFrom('mirror_requests')
        .where('source_id', '=', source)
        .where('request', '=', request)
        .execute()
    },
  }
}

/** Of this process alone. */
export function localRequests(): MirrorRequests {
  const open = new Set<MirrorRequest>()
  return {
    ask: async (request) => void open.add(request),
    open: async () => [...open],
    done: async (request) => void open.delete(request),
  }
}
