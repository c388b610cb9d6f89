import { Suspense, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Section, Source } from '#contract/api/sources.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { LinkedSkeleton } from './linked-skeleton.tsx'
import { isOpen, toggled, type ContactSearch } from './contact-search.ts'

type Props = {
  source: Source
  contact: ContactDetail
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
}

export type LinkedProps = {
  source: string
  contactId: number
  /** Whether links can be added and removed. */
  isEditable: boolean
  /** How many there are, for their room while they are loaded. */
  count: number
}

// Sections are closed at first; the code for reading and editing them is loaded when the first one
// is opened.
const parts: Record<Section, ComponentType<LinkedProps>> = {
  leads: lazyPart(() => import('./linked-leads.tsx'), 'LinkedLeads'),
  customers: lazyPart(() => import('./linked-customers.tsx'), 'LinkedCustomers'),
  catalogElements: lazyPart(() => import('./linked-elements.tsx'), 'LinkedElements'),
}

/** The linked entities of a contact: counted with the contact, loaded when a section is opened. */
export function ContactLinked({ source, contact, search, onSearchChange }: Props) {
  const { t, i18n } = useTranslation()
  const { sections } = source.capabilities
  if (sections.length === 0) return null
  return (
    <Card title={t('contact.linked')}>
      <div className="divide-y divide-line">
        {sections.map((name) => {
          const Part = parts[name]
          return (
            <Disclosure
              key={name}
              title={t(`contact.${name}`)}
              count={formatNumber(contact.counts[name], i18n.language)}
              isOpen={isOpen(search, name)}
              onToggle={() => onSearchChange(toggled(search, name))}
            >
              <Suspense fallback={<LinkedSkeleton count={contact.counts[name]} />}>
                <Part
                  source={source.id}
                  contactId={contact.id}
                  count={contact.counts[name]}
                  isEditable={source.capabilities.writes?.links.includes(name) ?? false}
                />
              </Suspense>
            </Disclosure>
          )
        })}
      </div>
    </Card>
  )
}
