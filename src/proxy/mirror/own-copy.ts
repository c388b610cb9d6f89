import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { CopyHolder } from './copy-holder.ts'
import { directoryCall, type MirrorCopy } from './mirror-copy.ts'
import { isSameToken, toStoredMark, type MakeMark } from './token-mark.ts'

type Options = {
  held: CopyHolder
  feed: SourceFeed
  makeMark?: MakeMark | undefined
  report: (message: string) => void
  throwAway: () => Promise<void>
}

/**
 * The copy, after a look at whose it is: one of another account or another user is thrown away. A source
 * that does not tell its account is another one with another token.
 */
export async function openOwn(options: Options): Promise<MirrorCopy> {
  const { held, feed, makeMark, report, throwAway } = options
  const { state } = await held.open()
  const owner = await feed.identify(directoryCall)
  const isKnown = isSameToken(state.token, makeMark)
  const isOther =
    state.owner !== null &&
    (state.owner.account !== owner.account ||
      state.owner.user !== owner.user ||
      (owner.account === null && !isKnown))
  if (isOther) {
    report('the token belongs to another account or user: the local copy is filled anew')
    await throwAway()
  }
  const made = await held.open()
  made.state.owner = owner
  const isMarked = made.state.token !== null && isSameToken(made.state.token, makeMark)
  if (isMarked === (makeMark !== undefined)) return made
  made.state.token = toStoredMark(makeMark)
  await made.save()
  // It was not shown before it was known to be of the same account.
  if (made.state.isComplete) held.markComplete(made)
  return made
}
