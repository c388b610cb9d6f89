import { useTranslation } from 'react-i18next'
import type { ChatContact } from '#contract/api/chats.ts'
import { Chip } from '#dashboard/ui/chip.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'

type Props = { source: string; contact: ChatContact }

/** A contact by name and ID, marked if it only belongs to an incoming lead. */
export function ContactCell({ source, contact }: Props) {
  const { t } = useTranslation('chats')
  const { id, name, isUnsorted, exists } = contact
  if (exists === false) return <span className="tabular-nums">{t('contactId', { id })}</span>
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2">
      <TextLink {...contactLink(source, id)} translate={name ? 'no' : undefined}>
        {name || t('contactId', { id })}
      </TextLink>
      <span className="text-meta text-quiet tabular-nums">{id}</span>
      {isUnsorted && <Chip title={t('unsortedHolder')}>{t('unsorted')}</Chip>}
    </span>
  )
}
