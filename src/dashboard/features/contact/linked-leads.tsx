import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '#dashboard/lib/format.ts'
import { contactQueries } from './contact-queries.ts'
import type { LinkedProps } from './contact-linked.tsx'
import { useLinkEditing } from './link-editing.tsx'
import { LinkedList } from './linked-list.tsx'
import { LinkedName } from './linked-name.tsx'

export function LinkedLeads({ source, contactId, isEditable, count }: LinkedProps) {
  const { t, i18n } = useTranslation()
  const leads = useQuery(contactQueries.leads(source, contactId))
  const { remover, adder, awaited } = useLinkEditing({
    source,
    contactId,
    target: 'leads',
    isOn: isEditable,
  })
  return (
    <LinkedList
      footer={adder}
      awaited={awaited}
      count={count}
      label={t('contact.leads')}
      result={leads}
      renderAction={(lead) =>
        remover({ id: lead.id }, lead.name || t('contact.unnamedLead', { id: lead.id }))
      }
      renderItem={(lead) => (
        <>
          <div className="flex items-baseline justify-between gap-3">
            <LinkedName
              name={lead.name}
              url={lead.url}
              unnamed={t('contact.unnamedLead', { id: lead.id })}
            />
            {lead.price !== null && (
              <span className="shrink-0 tabular-nums">
                {formatMoney(lead.price, leads.data?.currency ?? null, i18n.language)}
              </span>
            )}
          </div>
          {lead.status && (
            <p className="flex items-center gap-1.5 text-meta text-quiet">
              {lead.status.color && (
                <span
                  aria-hidden
                  className="size-2.5 shrink-0 rounded-full border border-line"
                  style={{ background: lead.status.color }}
                />
              )}
              {lead.status.name}
              {lead.pipeline && ` · ${lead.pipeline}`}
            </p>
          )}
        </>
      )}
    />
  )
}
