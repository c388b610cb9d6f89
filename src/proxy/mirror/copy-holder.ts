import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { ContactChanges } from '#proxy/sources/contact-changes.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import { openCopy, type MirrorCopy } from './mirror-copy.ts'

export type CopyHolder = ReturnType<typeof createCopyHolder>

type Options = {
  file: string
  feed: SourceFeed
  report: (message: string) => void
  onError: (error: unknown) => void
  /** Called with contacts of the complete copy that are other ones now. */
  onChange: (changes: ContactChanges) => void
  /** Called when the copy is damaged, once until it was thrown away. */
  onDamage: () => void
}

/** The current copy of a mirror: opened when it is needed, and again after its thread has ended. */
export function createCopyHolder({ file, feed, report, onError, onChange, onDamage }: Options) {
  let copy: Promise<MirrorCopy> | undefined
  /** The copy once it is complete. */
  let complete: MirrorCopy | undefined
  let isDamaged = false
  /** Contacts of a complete copy that was thrown away: about as many are expected. */
  let formerCount: number | null = null

  function openAgain(): Promise<MirrorCopy> {
    const opening = openCopy({
      file,
      feed,
      report,
      onReaderEnd: onError,
      // Until then nobody sees its rows.
      onChange: (changes) => complete && onChange(changes),
      onEnd(error) {
        onError(error)
        if (copy !== opening) return
        complete = undefined
        copy = undefined
        report('a thread of the local copy has ended: it is opened again')
        opening.then((ended) => ended.close()).catch(onError)
      },
    })
    opening.then(
      (made) => {
        if (copy === opening && made.state.isComplete) complete = made
      },
      () => {
        if (copy === opening) copy = undefined // the next attempt opens it again
      },
    )
    return opening
  }

  const open = (): Promise<MirrorCopy> => (copy ??= openAgain())

  function noteDamage(error: unknown) {
    if (isDamaged || stateFailureOf(error) !== 'damaged') return
    isDamaged = true
    report('the file is damaged: the local copy is filled anew')
    onDamage()
  }

  return {
    open,
    complete: () => complete,
    isCurrent: async (made: MirrorCopy) => made === (await copy),
    markComplete(made: MirrorCopy) {
      made.state.isComplete = true
      complete = made
    },
    expected: () => formerCount,
    noteDamage,
    /** Passes a reading on; a copy that turns out to be damaged is reported. */
    async readable<Result>(reading: Promise<Result>): Promise<Result> {
      try {
        return await reading
      } catch (error) {
        noteDamage(error)
        throw error
      }
    },
    /** Erases the copy; `keepsCount`: the next one will have about as many contacts. */
    async throwAway({ keepsCount }: { keepsCount: boolean }): Promise<void> {
      const former = await open()
      formerCount = keepsCount && former.state.isComplete ? former.store.count() : null
      complete = undefined
      copy = undefined
      isDamaged = false
      await former.erase()
      ;(await open()).state.requestsByDay = former.state.requestsByDay
    },
    async close(): Promise<void> {
      if (copy) await (await copy).close()
    },
  }
}
