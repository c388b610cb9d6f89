import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyCaps } from '#dashboard/ui/key-caps.tsx'
import type { PaletteEntry } from './palette-entry.ts'

type Props = {
  id: string
  label: string
  entries: PaletteEntry[]
  active: PaletteEntry | undefined
  onActive: (entry: PaletteEntry) => void
  onRun: (entry: PaletteEntry) => void
}

export const optionId = (list: string, entry: PaletteEntry) => `${list}-${entry.key}`

/**
 * The entries by group. The focus stays in the input above, whose arrow keys navigate this list.
 */
export function PaletteList({ id, label, entries, active, onActive, onRun }: Props) {
  const { t } = useTranslation('tools')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  const groups = [...new Set(entries.map(({ group }) => group))]
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={label}
      className="h-96 min-h-0 overflow-auto p-1.5"
      // The input above keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map((group) => (
        <div key={group} role="group" aria-label={t(`palette.groups.${group}`)}>
          <p aria-hidden className="px-2.5 pt-2 pb-1 text-meta text-quiet">
            {t(`palette.groups.${group}`)}
          </p>
          {entries
            .filter((entry) => entry.group === group)
            .map((entry) => (
              <Option
                key={entry.key}
                id={optionId(id, entry)}
                entry={entry}
                isActive={entry === active}
                onActive={() => onActive(entry)}
                onRun={() => onRun(entry)}
              />
            ))}
        </div>
      ))}
    </div>
  )
}

function Option(props: {
  id: string
  entry: PaletteEntry
  isActive: boolean
  onActive: () => void
  onRun: () => void
}) {
  const { id, entry, isActive, onActive, onRun } = props
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the search box has the focus and handles the keys (aria-activedescendant)
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onPointerMove={isActive ? undefined : onActive}
      onClick={onRun}
      className="flex min-h-8 cursor-pointer max-sm:min-h-11 items-center gap-3 rounded px-2.5 py-1 aria-selected:bg-tint"
    >
      <span
        className="min-w-0 truncate"
        data-tip={entry.text}
        translate={entry.group === 'contacts' ? 'no' : undefined}
      >
        {entry.text}
      </span>
      {entry.detail && (
        <span className="min-w-0 flex-1 truncate text-quiet tabular-nums" data-tip={entry.detail}>
          {entry.detail}
        </span>
      )}
      {entry.keys && entry.keys.length > 0 && (
        <span className="ml-auto shrink-0 max-sm:hidden" aria-hidden>
          <KeyCaps keys={entry.keys} />
        </span>
      )}
    </div>
  )
}
