import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#dashboard/ui/icon-button.tsx'

/** Unlinks an item; the list offers the undo. */
export function LinkRemover({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation('form')
  return (
    <IconButton label={t('links.unlink', { name })} icon={<X aria-hidden />} onClick={onRemove} />
  )
}
