import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { companyLink } from '#dashboard/domain/links.ts'
import { Fact } from '#dashboard/ui/facts.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { ContactValue } from './contact-value.tsx'

/** The company of a contact, which is chosen in its place. */
export function ContactCompany({ contact, source }: { contact: ContactDetail; source: Source }) {
  const { t } = useTranslation()
  const value = contactValue(contact, 'company') ?? null
  const isEditable = source.capabilities.writes?.links.includes('companies') ?? false
  if (!value && !isEditable) return null
  const label = t('contact.company')
  return (
    <Fact label={label}>
      <ContactValue attribute="company" label={label} value={value}>
        {(shown) =>
          shown?.kind === 'company' ? (
            <CompanyName source={source} {...shown} />
          ) : (
            <span className="text-quiet">{t('contact.noCompany')}</span>
          )
        }
      </ContactValue>
    </Fact>
  )
}

/** The name of a company, as a link where it has a page. */
function CompanyName({ source, id, name }: { source: Source; id: number; name: string | null }) {
  const { t } = useTranslation()
  const text = name ?? t('contacts.companyId', { id })
  if (source.capabilities.companies?.details !== true) return text
  return <TextLink {...companyLink(source.id, id)}>{text}</TextLink>
}
