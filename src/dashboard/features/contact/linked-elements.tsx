import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { contactQueries } from './contact-queries.ts'
import type { LinkedProps } from './contact-linked.tsx'
import { useLinkEditing } from './link-editing.tsx'
import { LinkedList } from './linked-list.tsx'
import { LinkedName } from './linked-name.tsx'

export function LinkedElements({ source, contactId, isEditable, count }: LinkedProps) {
  const { t } = useTranslation()
  const elements = useQuery(contactQueries.elements(source, contactId))
  const { remover, adder, awaited } = useLinkEditing({
    source,
    contactId,
    target: 'catalogElements',
    isOn: isEditable,
  })
  return (
    <LinkedList
      footer={adder}
      awaited={awaited}
      count={count}
      label={t('contact.catalogElements')}
      result={elements}
      renderAction={(element) =>
        remover(
          {
            id: element.id,
            ...(element.catalogId !== null && { catalog: element.catalogId }),
            ...(element.quantity !== null && { quantity: element.quantity }),
          },
          element.name || t('contact.unnamedElement', { id: element.id }),
        )
      }
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
