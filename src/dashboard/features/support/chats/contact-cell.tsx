import { useTranslation } from 'react-i18next'
import type { ChatContact } from '#contract/api/chats.ts'
import type { RenderContact } from '#dashboard/domain/render-contact.ts'
import { Chip } from '#dashboard/ui/chip.tsx'

type Props = { contact: ChatContact; renderContact: RenderContact }

/** A contact by name and id, marked where it lives only inside an incoming lead. */
export function ContactCell({ contact, renderContact }: Props) {
  const { t } = useTranslation('chats')
  const { id, name, isUnsorted, exists } = contact
  if (exists === false) return <span className="tabular-nums">{t('contactId', { id })}</span>
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2">
      {renderContact(id, name || t('contactId', { id }))}
      <span className="text-meta text-quiet tabular-nums">{id}</span>
      {isUnsorted && <Chip title={t('unsortedHolder')}>{t('unsorted')}</Chip>}
    </span>
  )
}
