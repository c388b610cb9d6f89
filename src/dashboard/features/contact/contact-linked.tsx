import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Section, Source } from '#contract/api/sources.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { isOpen, toggled, type ContactSearch } from './contact-search.ts'
import { LinkedCustomers } from './linked-customers.tsx'
import { LinkedElements } from './linked-elements.tsx'
import { LinkedLeads } from './linked-leads.tsx'

type Props = {
  source: Source
  contact: ContactDetail
  search: ContactSearch
  onSearchChange: (search: ContactSearch) => void
}

const parts: Record<Section, typeof LinkedLeads> = {
  leads: LinkedLeads,
  customers: LinkedCustomers,
  catalogElements: LinkedElements,
}

/** What hangs on the contact, counted at once and read when opened. */
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
              <Part source={source.id} contactId={contact.id} />
            </Disclosure>
          )
        })}
      </div>
    </Card>
  )
}
