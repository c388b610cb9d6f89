import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { useLinkEditing } from './link-editing.tsx'

type Props = { source: string; contactId: number; company: ContactDetail['company'] }

/** The company with a button to unlink it, or one to link a company. */
export function CompanyEditing({ source, contactId, company }: Props) {
  const { t } = useTranslation()
  const { remover, adder, failure } = useLinkEditing({
    source,
    contactId,
    target: 'companies',
    isOn: true,
  })
  if (!company)
    return (
      // The button is aligned with the label.
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 *:[button,span]:-my-1.5 *:[button]:justify-self-start">
        {adder}
      </div>
    )
  const name = company.name ?? t('contacts.companyId', { id: company.id })
  return (
    <>
      <span className="flex items-start gap-1">
        <span className="min-w-0 flex-1">{name}</span>
        {remover({ id: company.id }, name)}
      </span>
      {failure}
    </>
  )
}
