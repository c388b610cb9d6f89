import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'

type Props = {
  source: string
  contactId: number
  name: string
  error: unknown
  onUndo: () => void
}

/** Reports an unlinked item with an undo button, or why it could not be unlinked. */
export function LinkUndo({ source, contactId, name, error, onUndo }: Props) {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  if (error)
    return (
      <p role="alert" className="mt-2 text-danger">
        {messageFor(error).text}
        <UnknownOutcomeLink source={source} contactId={contactId} error={error} />
      </p>
    )
  return (
    <p role="status" className="mt-2 flex flex-wrap items-center gap-x-3">
      <span className="text-quiet">{t('links.undone', { name })}</span>
      <Button ref={takeFocus} onClick={onUndo}>
        {t('links.undo')}
      </Button>
    </p>
  )
}

/** The button that was clicked was removed together with its item. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus()
