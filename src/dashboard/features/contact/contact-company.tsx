import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { Fact } from '#dashboard/ui/facts.tsx'

const CompanyEditing = lazy(async () => ({
  default: (await import('./company-editing.tsx')).CompanyEditing,
}))

/** The company a contact belongs to: one or none. */
export function ContactCompany({ contact, source }: { contact: ContactDetail; source: Source }) {
  const { t } = useTranslation()
  const { company } = contact
  const isEditable = source.capabilities.writes?.links.includes('companies') ?? false
  if (!company && !isEditable) return null
  const shown = company && (company.name ?? t('contacts.companyId', { id: company.id }))
  return (
    <Fact label={t('contact.company')}>
      {isEditable ? (
        <Suspense fallback={shown}>
          <CompanyEditing source={source.id} contactId={contact.id} company={company} />
        </Suspense>
      ) : (
        shown
      )}
    </Fact>
  )
}
