import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CompanyDetail } from '#contract/api/companies.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import { contactLink, contactsLink } from '#dashboard/domain/links.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { mailtoHref, telHref } from '#dashboard/lib/safe-href.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { LinkButton, TextLink } from '#dashboard/ui/link-button.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'

const maxShown = 100 // contacts on the page; all are in the list

const peopleQuery = (source: Source, company: number, ids: number[]) =>
  queryOptions({
    queryKey: ['contacts', source.id, 'company', company, ids],
    queryFn: async ({ signal }) => {
      const found: Contact[] = []
      const asked = { source, ids, columns: [], signal, mayBeCopied: true }
      for await (const { contacts } of readContactsById(asked)) found.push(...contacts)
      return found
    },
  })

type Props = { source: Source; company: CompanyDetail }

/** The contacts of a company, with how they are reached. */
export function CompanyPeople({ source, company }: Props) {
  const { t } = useTranslation(['company', 'translation'])
  const messageFor = useProblemMessages()
  const ids = company.contacts.slice(0, maxShown)
  const people = useQuery({
    ...peopleQuery(source, company.id, ids),
    enabled: ids.length > 0,
  })
  const missing = people.data ? ids.length - people.data.length : 0
  const where = JSON.stringify([{ key: 'company', op: 'in', values: [String(company.id)] }])
  return (
    <Card title={t('people')}>
      {ids.length === 0 && <p className="px-4 py-3 text-quiet">{t('noPeople')}</p>}
      {people.isLoading && (
        <Skeleton label={t('peopleLoading')} className="p-4">
          {/* As many lines as there will be, so that nothing moves. */}
          <div className="shimmer rounded" style={{ height: `${ids.length * 2.25 - 2}rem` }} />
        </Skeleton>
      )}
      {people.isError && (
        <p role="alert" className="flex flex-wrap items-center gap-3 px-4 py-3">
          <span className="text-danger">{messageFor(people.error).text}</span>
          <Button onClick={() => void people.refetch()}>{t('translation:problem.tryAgain')}</Button>
        </p>
      )}
      {people.data && people.data.length > 0 && (
        <ul className="divide-y divide-line">
          {people.data.map((contact) => (
            <Person key={contact.id} source={source.id} contact={contact} />
          ))}
        </ul>
      )}
      {missing > 0 && (
        <p className="border-t border-line px-4 py-2 text-quiet">{t('gone', { count: missing })}</p>
      )}
      {(company.contacts.length > maxShown || source.capabilities.operators) && ids.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 border-t border-line px-4 py-2">
          {company.contacts.length > maxShown && (
            <span className="text-quiet">
              {t('first', { shown: maxShown, count: company.contacts.length })}
            </span>
          )}
          {source.capabilities.operators && (
            <LinkButton look="quiet" className="-ml-3" {...contactsLink(source.id, { where })}>
              {t('showInList')}
            </LinkButton>
          )}
        </p>
      )}
    </Card>
  )
}

function Person({ source, contact }: { source: string; contact: Contact }) {
  const { t } = useTranslation('company')
  const [phone] = contact.phones
  const [email] = contact.emails
  return (
    <li
      translate="no"
      className="grid min-h-9 items-center gap-x-4 px-4 py-1.5 sm:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,5fr)]"
    >
      <TextLink {...contactLink(source, contact.id)}>
        {contact.name || t('unnamedContact')}
      </TextLink>
      {phone ? (
        <a href={telHref(phone.value)} className="w-fit tabular-nums hover:text-accent">
          {formatPhone(phone.value)}
        </a>
      ) : (
        <span />
      )}
      {email && (
        <a href={mailtoHref(email.value)} className="w-fit wrap-anywhere hover:text-accent">
          {email.value}
        </a>
      )}
    </li>
  )
}
