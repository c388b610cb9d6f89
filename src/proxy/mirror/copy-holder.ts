import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { ContactChanges } from '#proxy/sources/contact-changes.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import { lacksTable } from './postgres-mirror.ts'
import { openCopy, type MirrorCopy } from './mirror-copy.ts'
import { isSameToken, type MakeMark } from './token-mark.ts'
import type { MirrorPlace } from './mirror-place.ts'

export type CopyHolder = ReturnType<typeof createCopyHolder>

type Options = {
  place: MirrorPlace
  feed: SourceFeed
  /** Of the token: a copy that was read with another one is not shown before it is known whose it is. */
  makeMark: MakeMark | undefined
  report: (message: string) => void
  onError: (error: unknown) => void
  /** Called with contacts of the complete copy that are other ones now. */
  onChange: (changes: ContactChanges) => void
  /** Called when the copy is damaged, once until it was thrown away. */
  onDamage: () => void
}

/** The current copy of a mirror: opened when it is needed, and again after its thread has ended. */
export function createCopyHolder(options: Options) {
  const { place, feed, makeMark, report, onError, onChange, onDamage } = options
  let copy: Promise<MirrorCopy> | undefined
  /** The copy once it is complete. */
  let complete: MirrorCopy | undefined
  let isDamaged = false
  /** Contacts of a complete copy that was thrown away: about as many are expected. */
  let formerCount: number | null = null

  /** `erased`: what was there before, which nobody may open meanwhile. */
  function openAgain(erased: Promise<void> = Promise.resolve()): Promise<MirrorCopy> {
    const opening = erased.then(() =>
      openCopy({
        place,
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
      }),
    )
    opening.then(
      (made) => {
        if (copy !== opening || !made.state.isComplete) return
        if (isSameToken(made.state.token, makeMark)) complete = made
      },
      () => {
        if (copy === opening) copy = undefined // the next attempt opens it again
      },
    )
    return opening
  }

  const open = (): Promise<MirrorCopy> => (copy ??= openAgain())

  function noteDamage(error: unknown) {
    const damage = damageOf(error)
    if (isDamaged || damage === null) return
    isDamaged = true
    report(`${damage}: the local copy is filled anew`)
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
      isDamaged = false
      copy = openAgain(former.erase())
      ;(await copy).state.requestsByDay = former.state.requestsByDay
    },
    async close(): Promise<void> {
      if (copy) await (await copy).close()
    },
  }
}

function damageOf(error: unknown): string | null {
  if (lacksTable(error)) return 'tables are missing'
  return stateFailureOf(error) === 'damaged' ? 'the file is damaged' : null
}
