import { useEffect, useRef } from 'react'
import type { SelectOption } from './options-search.ts'

/** What can be selected in the list. */
export type Entry =
  | { kind: 'option'; key: string; option: SelectOption }
  | { kind: 'create'; key: string; text: string }

type Props = {
  id: string
  label: string
  entries: readonly Entry[]
  active: Entry | undefined
  selected: readonly string[]
  isMany: boolean
  /** The list has the focus itself, because there is no search box. */
  isFocusable: boolean
  createText: (text: string) => string
  onActive: (entry: Entry) => void
  onSelect: (entry: Entry) => void
}

export const entryId = (list: string, entry: Entry): string =>
  `${list}-${encodeURIComponent(entry.key)}`

/** The options by group; what has the focus handles the keys. */
export function OptionsList(props: Props) {
  const { id, label, entries, active, isMany, isFocusable } = props
  const list = useRef<HTMLDivElement>(null)
  const activeKey = active?.key
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView?.({ block: 'nearest' })
  }, [activeKey])
  const groups = [...new Set(entries.map(groupOf))]
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={label}
      aria-multiselectable={isMany || undefined}
      aria-activedescendant={active && entryId(id, active)}
      tabIndex={isFocusable ? 0 : -1}
      className="options-list"
      // The focus stays where the keys are handled.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map((group) => {
        const inside = entries
          .filter((entry) => groupOf(entry) === group)
          // By position: what is found takes the place of what was there, and nothing moves.
          .map((entry, index) => <ListEntry key={index} {...props} entry={entry} />)
        if (group === undefined) return inside
        return (
          <div key={group} role="group" aria-label={group}>
            <p aria-hidden className="px-2 pt-2 pb-1 text-meta text-quiet">
              {group}
            </p>
            {inside}
          </div>
        )
      })}
    </div>
  )
}

const groupOf = (entry: Entry): string | undefined =>
  entry.kind === 'option' ? entry.option.group : undefined

/** Set for an option with more than its text, which would be read as a part of its last word. */
function spokenName(entry: Entry): string | undefined {
  if (entry.kind !== 'option') return undefined
  const { text, hint, detail } = entry.option
  const more = [hint, detail].filter((part) => part !== undefined)
  return more.length > 0 ? [text, ...more].join(', ') : undefined
}

function ListEntry(props: Props & { entry: Entry }) {
  const { id, entry, active, selected, createText, onActive, onSelect } = props
  const isActive = entry.key === active?.key
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the search box or the list has the focus and handles the keys (aria-activedescendant)
    <div
      id={entryId(id, entry)}
      role="option"
      aria-selected={entry.kind === 'option' && selected.includes(entry.option.value)}
      aria-label={spokenName(entry)}
      data-active={isActive || undefined}
      className="options-entry"
      onPointerMove={isActive ? undefined : () => onActive(entry)}
      onClick={() => onSelect(entry)}
    >
      {entry.kind === 'create' ? (
        createText(entry.text)
      ) : (
        <>
          <span className="min-w-0 flex-1">
            {entry.option.text}
            {entry.option.hint !== undefined && (
              <span className="block truncate text-meta text-quiet">{entry.option.hint}</span>
            )}
          </span>
          {entry.option.detail !== undefined && (
            <span className="shrink-0 text-quiet tabular-nums">{entry.option.detail}</span>
          )}
        </>
      )}
    </div>
  )
}
