import { useEffect, useRef } from 'react'
import { KeyCaps } from '#dashboard/ui/key-caps.tsx'
import { Avatar } from '#dashboard/ui/avatar.tsx'
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts'

type Props = {
  id: string
  label: string
  groups: PaletteGroup[]
  active: PaletteEntry | undefined
  onActive: (entry: PaletteEntry) => void
  onRun: (entry: PaletteEntry) => void
}

export const optionId = (list: string, entry: PaletteEntry) => `${list}-${entry.key}`

/**
 * The entries by group. The focus stays in the input above, whose arrow keys navigate this list.
 */
export function PaletteList({ id, label, groups, active, onActive, onRun }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
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
        <div key={group.key} role="group" aria-label={group.label}>
          <p aria-hidden className="flex gap-3 px-2.5 pt-2 pb-1 text-meta text-quiet">
            <span className="min-w-0 truncate">{group.label}</span>
            {group.note && (
              <span className={group.note.isFailure ? 'text-warning' : 'after-a-moment'}>
                {group.note.text}
              </span>
            )}
          </p>
          {group.entries.map((entry) => (
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
  const { icon: Icon } = entry
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
      <span aria-hidden className="-mr-1 inline-flex w-5 shrink-0 justify-center *:mr-0">
        {Icon ? <Icon className="size-4 text-quiet" /> : <Avatar name={entry.text} />}
      </span>
      <span
        className="max-w-7/10 min-w-0 shrink-0 truncate"
        data-tip={entry.text}
        translate={entry.isName ? 'no' : undefined}
      >
        {entry.text}
      </span>
      {entry.detail && ' '}
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
