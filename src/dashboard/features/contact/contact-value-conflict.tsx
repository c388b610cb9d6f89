import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Value } from '#contract/model/value.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { isFocusLost } from '#dashboard/ui/focus-lost.ts'
import type { ValueFailure } from './value-edits.ts'

type Props = {
  label: string
  conflict: Extract<ValueFailure, { kind: 'conflict' }>
  renderValue: (value: Value | null) => ReactNode
  onKeepTheirs: () => void
  onUseMine: () => void
}

/** Somebody else changed the value meanwhile: theirs, mine, and which of them is kept. */
export function ContactValueConflict(props: Props) {
  const { label, conflict, renderValue, onKeepTheirs, onUseMine } = props
  const { item, by } = conflict
  const { t } = useTranslation('form')
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (isFocusLost()) box.current?.focus({ preventScroll: true })
  }, [])
  const rows = [
    { name: t('conflict.theirs'), value: item.theirs },
    { name: t('conflict.mine'), value: item.mine },
  ]
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      aria-label={label}
      className="rounded border border-warning px-3 py-2"
    >
      <div
        role="presentation"
        className="grid gap-1.5"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          onKeepTheirs()
        }}
      >
        <p>{by === null ? t('inline.conflict') : t('inline.conflictBy', { name: by })}</p>
        {rows.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2">
            <span className="text-quiet">{name}</span>
            <div className="min-w-0 wrap-anywhere">
              {value === null ? (
                <span className="text-quiet">{t('conflict.empty')}</span>
              ) : (
                renderValue(value)
              )}
            </div>
          </div>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button onClick={onKeepTheirs}>{t('inline.keepTheirs')}</Button>
          <Button onClick={onUseMine}>{t('inline.useMine')}</Button>
        </div>
      </div>
    </div>
  )
}
