import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { CopyHolder } from './copy-holder.ts'
import type { MirrorSettings } from './mirror-settings.ts'
import { createTalksFollower, type TalksCopy } from './talks-follow.ts'

type Options = {
  feed: Pick<SourceFeed, 'talks'>
  held: CopyHolder
  settings: MirrorSettings
  report: (message: string) => void
  /** Milliseconds between two readings, which are fewer while somebody is looking. */
  interval: () => number
  background: Call
  verification: Call
}

/** Reads the talks of the copy that is held now: all of them, and those of contacts on screen. */
export function createTalkReads(options: Options) {
  const { feed, held, settings, report, interval, background, verification } = options
  const follower = createTalksFollower({ talks: feed.talks, settings, report })
  return {
    readAll: () => follower.readAll(),
    follow: (made: TalksCopy) => follower.follow(made, interval(), background),
    untilNext: (state: TalksCopy['state']) => follower.untilNext(state, interval()),
    step: (made: TalksCopy) => follower.step(made, interval(), background),
    catchUp: (made: TalksCopy) => follower.catchUp(made, interval(), background),
    async reread(ids: number[]): Promise<void> {
      const made = await held.open()
      await follower.readContacts(made, ids, verification).catch(async (error: unknown) => {
        // It was thrown away meanwhile.
        if (await held.isCurrent(made)) throw error
      })
    },
  }
}
