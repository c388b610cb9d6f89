import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#dashboard/ui/icon-button.tsx'

/** Takes one linked thing off; whoever holds the list offers to put it back. */
export function LinkRemover({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation('form')
  return (
    <IconButton label={t('links.unlink', { name })} icon={<X aria-hidden />} onClick={onRemove} />
  )
}
