import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactEdit } from '#contract/api/writes.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { contactMutations } from './contact-mutations.ts'
import type { SavedNotice } from './form/saved-notice.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'

type Props = { source: string; saved: SavedNotice; onUndone: (() => void) | undefined }

/**
 * The result of a save: merged changes of others, values that were not saved, and an undo button.
 */
export function ContactSaved({ source, saved, onUndone }: Props) {
  const { t } = useTranslation('form')
  const { undo, isRepeat, merged, notSaved } = saved
  if (!undo && !isRepeat && merged.length + notSaved.length === 0) return null
  return (
    <div
      role="status"
      className="mt-2 flex min-h-12.5 flex-wrap items-center gap-x-3 gap-y-1 rounded border border-line bg-tint px-4 py-2 wrap-anywhere"
    >
      {isRepeat && <span>{t('createdBefore')}</span>}
      {merged.length > 0 && <span>{t('merged', { names: merged.join(', ') })}</span>}
      {notSaved.length > 0 && (
        <span className="text-danger">{t('notSavedParts', { names: notSaved.join(', ') })}</span>
      )}
      {undo && <Undo source={source} undo={undo} onUndone={onUndone} />}
    </div>
  )
}

type UndoProps = Pick<Props, 'source' | 'onUndone'> & { undo: ContactEdit }

/** Undoes an edit, unless another user has changed the same values since. */
function Undo({ source, undo, onUndone }: UndoProps) {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const change = useMutation(contactMutations.edit(source, undo.id))
  const outcome = change.data?.outcome
  const isDone = outcome === 'changed' || outcome === 'unchanged'
  return (
    <>
      {change.isError ? (
        <span className="text-danger">
          {messageFor(change.error).text}
          <UnknownOutcomeLink source={source} contactId={undo.id} error={change.error} />
        </span>
      ) : outcome !== undefined && !isDone ? (
        <span className="text-danger">
          {t(outcome === 'conflict' ? 'undo.stale' : 'undo.rejected')}
        </span>
      ) : change.isSuccess ? (
        t('undo.done')
      ) : (
        t('saved')
      )}
      {!change.isSuccess && (
        <Button
          aria-disabled={change.isPending}
          onClick={() => change.mutate(undo, { onSuccess: () => onUndone?.() })}
        >
          {t('undo.undo')}
        </Button>
      )}
    </>
  )
}
