import type { UseQueryResult } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

type Props = {
  contact: UseQueryResult<ContactDetail>
  id: number
  children: (contact: ContactDetail) => ReactNode
}

/** A loaded contact, or its loading, failure or not-found state. */
export function ContactLoaded({ contact, id, children }: Props) {
  const { t } = useTranslation(['translation', 'contact'])
  const messageFor = useProblemMessages()
  if (contact.data) return children(contact.data)
  if (!contact.isError) return <ContactSkeleton label={t('contact.loading')} />
  const { code, title, text, footnote } = messageFor(contact.error)
  if (code === 'not_found')
    return (
      <StatePanel
        tone="calm"
        icon={<UserX />}
        title={t('contact.notFoundTitle')}
        text={t('contact.notFoundText', { id })}
      />
    )
  return (
    <FailurePanel
      title={title}
      text={text}
      footnote={footnote}
      retryLabel={t('problem.tryAgain')}
      onRetry={() => void contact.refetch()}
    />
  )
}

function ContactSkeleton({ label }: { label: string }) {
  return (
    <Skeleton label={label} className="pt-3">
      <div className="shimmer h-6 w-64 max-w-full rounded" />
      <div className="mt-5 grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="shimmer h-100 rounded" />
        <div className="shimmer h-60 rounded" />
      </div>
    </Skeleton>
  )
}
