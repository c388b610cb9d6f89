import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatMoment, formatMoney } from '#dashboard/lib/format.ts'
import { contactQueries } from './contact-queries.ts'
import type { LinkedProps } from './contact-linked.tsx'
import { useLinkEditing } from './link-editing.tsx'
import { LinkedList } from './linked-list.tsx'
import { LinkedName } from './linked-name.tsx'

export function LinkedCustomers({ source, contactId, isEditable, count }: LinkedProps) {
  const { t, i18n } = useTranslation()
  const customers = useQuery(contactQueries.customers(source, contactId))
  const { remover, adder, awaited } = useLinkEditing({
    source,
    contactId,
    target: 'customers',
    isOn: isEditable,
  })
  return (
    <LinkedList
      footer={adder}
      awaited={awaited}
      count={count}
      label={t('contact.customers')}
      result={customers}
      renderAction={(customer) =>
        remover(
          { id: customer.id },
          customer.name || t('contact.unnamedCustomer', { id: customer.id }),
        )
      }
      renderItem={(customer) => (
        <>
          <div className="flex items-baseline justify-between gap-3">
            <LinkedName
              name={customer.name}
              url={customer.url}
              unnamed={t('contact.unnamedCustomer', { id: customer.id })}
            />
            {customer.nextPrice !== null && (
              <span className="shrink-0 tabular-nums">
                {formatMoney(customer.nextPrice, customers.data?.currency ?? null, i18n.language)}
              </span>
            )}
          </div>
          {customer.nextAt && (
            <p className="text-meta text-quiet">
              {t('contact.nextPurchase', { moment: formatMoment(customer.nextAt, i18n.language) })}
            </p>
          )}
        </>
      )}
    />
  )
}
