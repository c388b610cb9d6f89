import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import type { ViewSaving } from './view-saving.ts'

type Props = { saving: ViewSaving; address: string; onSelect: (id: string) => void }

/** The result of the last action, with a next step. */
export function ViewStatus({ saving, address, onSelect }: Props) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const { message } = saving
  const isProblem =
    message && ['exists', 'taken', 'failed', 'takeoverFailed', 'savedLocally'].includes(message.is)
  const replace = async () => {
    if (message?.is !== 'exists') return
    const view = await saving.change(message.present, { search: address }, 'updated')
    if (view) onSelect(view.id)
  }
  return (
    <div className="flex items-center justify-between gap-2 empty:hidden">
      <p
        role={isProblem ? 'alert' : 'status'}
        className={`min-w-0 wrap-anywhere empty:hidden ${isProblem ? '' : 'text-quiet'}`}
      >
        {message && saving.textOf(message)}
      </p>
      {message?.is === 'exists' && message.present.mayEdit && (
        <Button className="shrink-0" onClick={() => void replace()}>
          {t('replace')}
        </Button>
      )}
    </div>
  )
}
