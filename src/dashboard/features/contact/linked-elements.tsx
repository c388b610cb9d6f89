import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { contactQueries } from './contact-queries.ts'
import { LinkedList } from './linked-list.tsx'
import { LinkedName } from './linked-name.tsx'

export function LinkedElements({ source, contactId }: { source: string; contactId: number }) {
  const { t } = useTranslation()
  const elements = useQuery(contactQueries.elements(source, contactId))
  return (
    <LinkedList
      label={t('contact.catalogElements')}
      result={elements}
      renderItem={(element) => (
        <>
          <LinkedName
            name={element.name}
            url={element.url}
            unnamed={t('contact.unnamedElement', { id: element.id })}
          />
          <p className="text-meta text-quiet tabular-nums">
            {[
              element.catalog,
              element.quantity !== null && t('contact.quantity', { quantity: element.quantity }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </>
      )}
    />
  )
}
