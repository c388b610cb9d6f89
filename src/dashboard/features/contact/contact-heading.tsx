import { ExternalLink } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Value } from '#contract/model/value.ts'
import { Chip } from '#dashboard/ui/chip.tsx'
import { ContactValue } from './contact-value.tsx'

type Props = {
  contact: ContactDetail
  sourceTitle: string
  /** In the panel beside the list, because the page has a first-level heading of its own. */
  isPanel: boolean
  /** Whether tags can be added. */
  hasTags: boolean
  actions: ReactNode
}

export function ContactHeading({ contact, sourceTitle, isPanel, hasTags, actions }: Props) {
  const Heading = isPanel ? 'h2' : 'h1'
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  // The focus starts at the contact's name, also for keyboard and screen reader users. Beside a list
  // it stays at its row, from which the keys go on.
  useLayoutEffect(() => {
    const isBeside = heading.current?.closest('[role=complementary]')
    if (isBeside && document.activeElement?.closest('.contacts-row')) return
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header
      className={`mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 ${isPanel ? 'mt-2' : ''}`}
    >
      <div className="grid min-w-0 gap-2">
        <ContactValue
          attribute="name"
          label={t('attributes.name')}
          value={contactValue(contact, 'name') ?? null}
          renderFrame={(name) => (
            <Heading
              ref={heading}
              tabIndex={-1}
              translate={contact.name ? 'no' : undefined}
              className="text-title font-strong wrap-anywhere"
            >
              {name}
            </Heading>
          )}
        >
          {(value) =>
            value?.kind === 'text' ? (
              value.values.join(' ')
            ) : (
              <span className="text-quiet italic">{t('contacts.unnamed')}</span>
            )
          }
        </ContactValue>
        {contact.isUnsorted && <p className="text-quiet">{t('contact.unsorted')}</p>}
        {(contact.tags.length > 0 || hasTags) && (
          <ContactValue
            attribute="tags"
            label={t('contact.tags')}
            value={contactValue(contact, 'tags') ?? null}
          >
            {(value) => <TagChips value={value} />}
          </ContactValue>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {contact.url && (
          <a
            href={contact.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-control items-center gap-1.5 rounded px-3 hover:bg-sunken"
          >
            {t('contact.openAtSource', { source: sourceTitle })}
            <ExternalLink aria-hidden className="size-4 text-quiet" />
            <span className="sr-only">{t('app.newWindow')}</span>
          </a>
        )}
        {actions}
      </div>
    </header>
  )
}

function TagChips({ value }: { value: Value | null }) {
  const { t } = useTranslation()
  if (value?.kind !== 'tags') return <span className="text-quiet">{t('contact.noTags')}</span>
  return (
    <ul aria-label={t('contact.tags')} className="flex flex-wrap gap-1.5">
      {value.items.map(({ name }) => (
        <li key={name} className="max-w-full">
          <Chip title={name}>{name}</Chip>
        </li>
      ))}
    </ul>
  )
}
