import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clamp, NumberInput } from '#dashboard/ui/number-input.tsx'
import { pageCount } from './contacts-range-numbers.ts'

type Props = {
  page: number
  /** Rows per page. */
  size: number
  total: number
  onPage: (page: number) => void
}

/** A field for the number of the page, where the number of pages is known. */
export function ContactsPageJump({ page, size, total, onPage }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const limits = { min: 1, max: pageCount(total, size) }
  const [typed, setTyped] = useState<{ text: string; on: number }>()
  // What is typed belongs to the page on which it was typed.
  const text = typed?.on === page ? typed.text : String(page)
  if (limits.max === 1 && page === 1) return null
  const to = clamp(Number(text), limits)
  return (
    <form
      className="flex shrink-0 items-center gap-1.5 @max-3xl:hidden max-sm:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        setTyped(undefined)
        if (to !== page) onPage(to)
      }}
    >
      <span aria-hidden>{t('paging.page')}</span>
      <NumberInput
        aria-label={t('paging.jump', { pages: limits.max })}
        limits={limits}
        text={text}
        onText={(next) => setTyped({ text: next, on: page })}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setTyped(undefined)}
        className="h-7 w-14 rounded border border-line bg-surface px-1.5 text-end text-ink"
      />
      {/* Room for most numbers of pages, so that what is beside it stays. */}
      <span aria-hidden className="min-w-14 tabular-nums">
        {t('paging.pages', { pages: limits.max })}
      </span>
    </form>
  )
}
