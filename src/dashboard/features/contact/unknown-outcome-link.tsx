import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { contactHref } from '#dashboard/domain/links.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { contactQueries } from './contact-queries.ts'

type Props = { source: string; contactId: number; error: unknown }

/**
 * After a write whose response was lost: a link to the contact, where the change can be checked; in
 * the source itself if it has pages for contacts.
 */
export function UnknownOutcomeLink({ source, contactId, error }: Props) {
  const { t } = useTranslation(['translation', 'form'])
  const { data: contact } = useQuery({
    ...contactQueries.detail(source, contactId),
    enabled: false, // shown by the page
  })
  const { data: sources } = useQuery({ ...sourceQueries.list(), enabled: false })
  if (!(error instanceof ApiError) || error.code !== 'source_outcome_unknown') return null
  const title = sources?.items.find(({ id }) => id === source)?.title ?? source
  return (
    <a
      href={contact?.url ?? contactHref(source, contactId)}
      target="_blank"
      rel="noreferrer"
      className="block w-fit rounded text-accent underline underline-offset-2"
    >
      {contact?.url
        ? t('contact.openAtSource', { source: title })
        : t('form:openResembling', { id: contactId })}
      <span className="sr-only"> {t('app.newWindow')}</span>
    </a>
  )
}
