import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LinkedSkeleton } from './linked-skeleton.tsx'

type Props<Item extends { id: number }> = {
  label: string
  result: UseQueryResult<{ items: Item[] }>
  renderItem: (item: Item) => ReactNode
  /** Actions for an item, at its right. */
  renderAction: (item: Item) => ReactNode
  footer: ReactNode
  count: number
  /** The ID of an item that is being added. */
  awaited: number | undefined
}

/** The items of one section with its own loading, failure and empty state. */
export function LinkedList<Item extends { id: number }>(props: Props<Item>) {
  const { label, result, renderItem, renderAction, footer, awaited } = props
  const { t } = useTranslation()
  const messageFor = useProblemMessages()
  if (result.data) {
    const { items } = result.data
    const isAwaited = awaited !== undefined && !items.some(({ id }) => id === awaited)
    return (
      <>
        {items.length === 0 && !isAwaited ? (
          <p className="text-quiet">{t('contact.sectionEmpty')}</p>
        ) : (
          <ul aria-label={label} className="grid gap-2.5">
            {items.map((item) => (
              <li key={item.id} className="flex items-start gap-1">
                <div className="min-w-0 flex-1">{renderItem(item)}</div>
                {renderAction(item)}
              </li>
            ))}
            {isAwaited && <li aria-hidden className="shimmer h-9 rounded" />}
          </ul>
        )}
        {footer && <div className="mt-1 min-h-control">{footer}</div>}
      </>
    )
  }
  if (result.isError) {
    const { text, footnote } = messageFor(result.error)
    return (
      <div role="alert" className="grid justify-items-start gap-2">
        <p className="text-danger">{text}</p>
        {footnote && <p className="text-meta text-quiet select-all">{footnote}</p>}
        <Button onClick={() => void result.refetch()}>{t('problem.tryAgain')}</Button>
      </div>
    )
  }
  return <LinkedSkeleton count={props.count} />
}
