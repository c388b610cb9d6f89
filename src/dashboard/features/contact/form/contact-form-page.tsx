import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Lock, UserX } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import type { KnownContact } from '#dashboard/features/contact/new-contact-search.ts'
import { contactFormQueries } from './contact-form-queries.ts'
import { formContextOf } from './contact-form-context.ts'
import type { FormMode } from './contact-form-state.ts'
import { ContactForm, type ContactFormProps } from './contact-form.tsx'

type Props = ContactFormProps & {
  source: Source
  /** The contact to edit; omitted: a new one. */
  id?: number
  /** What a new contact is filled with. */
  known?: KnownContact
  onTitle: (title: string) => void
  /** Renders the link back to the page from which this one was opened. */
  renderBack: (children: ReactNode) => ReactNode
}

/** The form with its data, or the reason why it cannot be shown. */
export function ContactFormPage({ source, id, known = {}, onTitle, renderBack, ...form }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  const { writes } = source.capabilities
  const isAllowed = id === undefined ? writes?.create : writes?.edit
  const contact = useQuery({
    ...contactFormQueries.contact(source.id, id ?? 0),
    enabled: id !== undefined && isAllowed === true,
  })
  const name = contact.data?.name || t('translation:contacts.unnamed')
  const title = id === undefined ? t('newTitle') : t('editTitle', { name })
  const isNamed = id === undefined || contact.data !== undefined
  useEffect(() => {
    if (isNamed) onTitle(title)
  }, [isNamed, onTitle, title])

  return (
    <section className="flex min-h-full w-full max-w-316 flex-col px-4 pt-3">
      <div>
        {renderBack(
          <>
            <ArrowLeft aria-hidden className="size-4" />
            {id === undefined ? t('backToList') : t('back')}
          </>,
        )}
      </div>
      {isNamed && (
        <h1 ref={takeFocus} tabIndex={-1} className="mb-4 text-title font-strong wrap-anywhere">
          {title}
        </h1>
      )}
      {!isAllowed ? (
        <StatePanel
          tone="calm"
          icon={<Lock />}
          title={id === undefined ? t('cannotCreate') : t('cannotEdit')}
          text={
            mayAt(source, 'edit')
              ? t('readOnlySource', { source: source.title })
              : t('translation:problem.codes.forbidden')
          }
        />
      ) : id === undefined ? (
        <ContactFormLoaded source={source} mode={{ kind: 'create', known }} {...form} />
      ) : (
        <Found source={source} id={id} contact={contact} {...form} />
      )}
    </section>
  )
}

/** The focus starts at the title, one Tab before the first value. */
const takeFocus = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true })

type Contact = ReturnType<typeof useQuery<ContactDetail>>

function Found(props: ContactFormProps & { source: Source; id: number; contact: Contact }) {
  const { source, id, contact, ...form } = props
  const { t } = useTranslation(['form', 'contact', 'translation'])
  const messageFor = useProblemMessages()
  if (contact.data && contact.isFetchedAfterMount)
    return (
      <ContactFormLoaded source={source} mode={{ kind: 'edit', contact: contact.data }} {...form} />
    )
  if (!contact.isError) return <Waiting />
  const problem = messageFor(contact.error)
  if (problem.code === 'not_found')
    return (
      <StatePanel
        tone="calm"
        icon={<UserX />}
        title={t('translation:contact.notFoundTitle')}
        text={t('translation:contact.notFoundText', { id })}
      />
    )
  return (
    <FailurePanel
      {...problem}
      retryLabel={t('translation:problem.tryAgain')}
      onRetry={() => void contact.refetch()}
    />
  )
}

/** Adds the account's data. The form works without users, but not without fields. */
function ContactFormLoaded({
  source,
  mode,
  ...form
}: ContactFormProps & { source: Source; mode: FormMode }) {
  const { t, i18n } = useTranslation('translation')
  const messageFor = useProblemMessages()
  const known = useAccount(source)
  if (known.state === 'failed')
    return (
      <FailurePanel
        {...messageFor(known.error)}
        retryLabel={t('problem.tryAgain')}
        onRetry={known.retry}
      />
    )
  if (known.state === 'waiting') return <Waiting />
  return <Ready mode={mode} context={formContextOf(source, known, i18n.language)} {...form} />
}

/** Uses the initial data only: a refetch must not change the form while it is edited. */
function Ready(props: Parameters<typeof ContactForm>[0]) {
  const [{ mode, context }] = useState({ mode: props.mode, context: props.context })
  return <ContactForm {...props} mode={mode} context={context} />
}

function Waiting() {
  const { t } = useTranslation('form')
  return (
    <Skeleton label={t('loading')} className="grid gap-4">
      <div className="shimmer h-80 rounded" />
      <div className="shimmer h-100 rounded" />
    </Skeleton>
  )
}
