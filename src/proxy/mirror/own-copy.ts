import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { CopyHolder } from './copy-holder.ts'
import { directoryCall, type MirrorCopy } from './mirror-copy.ts'

type Options = {
  held: CopyHolder
  feed: SourceFeed
  report: (message: string) => void
  throwAway: () => Promise<void>
}

/** The copy, after a look at whose it is: one of another account or another user is thrown away. */
export async function openOwn({ held, feed, report, throwAway }: Options): Promise<MirrorCopy> {
  const { state } = await held.open()
  const owner = await feed.identify(directoryCall)
  const isOther =
    state.owner !== null &&
    (state.owner.account !== owner.account || state.owner.user !== owner.user)
  if (isOther) {
    report('the token belongs to another account or user: the local copy is filled anew')
    await throwAway()
  }
  const made = await held.open()
  made.state.owner = owner
  return made
}
