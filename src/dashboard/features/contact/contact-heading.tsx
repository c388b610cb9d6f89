import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { Chip } from '#dashboard/ui/chip.tsx'

type Props = {
  contact: ContactDetail
  sourceTitle: string
  /** In the panel beside the list, because the page has a first-level heading of its own. */
  isPanel: boolean
  actions: ReactNode
}

export function ContactHeading({ contact, sourceTitle, isPanel, actions }: Props) {
  const Heading = isPanel ? 'h2' : 'h1'
  const { t } = useTranslation()
  return (
    <header
      className={`mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 ${isPanel ? 'mt-2' : ''}`}
    >
      <div className="min-w-0">
        <Heading
          ref={takeFocus}
          tabIndex={-1}
          translate={contact.name ? 'no' : undefined}
          className="text-title font-strong wrap-anywhere"
        >
          {contact.name || <span className="text-quiet italic">{t('contacts.unnamed')}</span>}
        </Heading>
        {contact.isUnsorted && <p className="mt-1 text-quiet">{t('contact.unsorted')}</p>}
        {contact.tags.length > 0 && (
          <ul aria-label={t('contact.tags')} className="mt-2 flex flex-wrap gap-1.5">
            {contact.tags.map((tag) => (
              <li key={tag.name} className="max-w-full">
                <Chip title={tag.name}>{tag.name}</Chip>
              </li>
            ))}
          </ul>
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

/** The focus starts at the contact's name, also for keyboard and screen reader users. */
const takeFocus = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true })
