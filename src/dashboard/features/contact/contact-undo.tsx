import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactEdit } from '#contract/api/writes.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { contactMutations } from './contact-mutations.ts'

type Props = { source: string; undo: ContactEdit; onUndone: (() => void) | undefined }

/** Says that an edit was saved and takes it back, as long as nobody has changed the contact since. */
export function ContactUndo({ source, undo, onUndone }: Props) {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const change = useMutation(contactMutations.edit(source, undo.id))
  const outcome = change.data?.outcome
  const isDone = outcome === 'changed' || outcome === 'unchanged'
  return (
    <div
      role="status"
      className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded border border-line bg-tint px-4 py-2"
    >
      {change.isError ? (
        <span className="text-danger">{messageFor(change.error).text}</span>
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
    </div>
  )
}
