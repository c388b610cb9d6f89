import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldText } from '#contract/model/search-key.ts'
import { OptionsSearchBox } from '#dashboard/ui/options-search-box.tsx'
import { filterGroups, type FilterGroup } from './filter-options.ts'

const manyOptions = 8 // more than are found at a glance

type Option<Key extends string> = {
  key: Key
  name: string
  group: FilterGroup
  /** What is asked of it without a value, each by one press. */
  quick?: readonly { key: string; text: string; label: string; onSelect: () => void }[]
}

/** What can be filtered by, in groups, with a search box if it is much. */
export function OptionList<Key extends string>(props: {
  options: Option<Key>[]
  onSelect: (key: Key) => void
  note: string | undefined
}) {
  const { options, onSelect, note } = props
  const { t } = useTranslation(['translation', 'setup'])
  const [wanted, setWanted] = useState('')
  const fitting = options.filter(({ name }) => foldText(name).includes(foldText(wanted)))
  const groups = filterGroups
    .map((group) => ({ group, items: fitting.filter((option) => option.group === group) }))
    .filter(({ items }) => items.length > 0)
  const first = groups[0]?.items[0]
  const isWide = options.some(({ group }) => group === 'fields') || note !== undefined
  return (
    <div className={`max-sm:w-auto ${isWide ? 'w-112' : 'w-56'}`}>
      {(options.length > manyOptions || note) && (
        <div className="mb-2">
          <OptionsSearchBox
            ref={takeLostFocus}
            label={t('filters.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && first) onSelect(first.key)
            }}
          />
        </div>
      )}
      {/* The account's own fields, of which there may be many, have a column of their own. */}
      <ul aria-label={t('filters.title')} className={isWide ? 'gap-x-2 sm:columns-2' : ''}>
        {groups.map(({ group, items }) => (
          <li
            key={group}
            className={`mb-2 last:mb-0 ${group === 'fields' ? 'sm:break-before-column' : 'break-inside-avoid'}`}
          >
            <h2 id={`filters-${group}`} className="px-2.5 py-1 text-meta font-medium text-quiet">
              {t(`filters.groups.${group}`)}
            </h2>
            <ul aria-labelledby={`filters-${group}`}>
              {items.map(({ key, name, quick }) => (
                <li key={key} className="filter-option">
                  <button
                    type="button"
                    ref={key === options[0]?.key ? takeLostFocus : undefined}
                    onClick={() => onSelect(key)}
                    data-tip={name}
                    className="block min-h-7 w-full truncate rounded px-2.5 py-1 text-start hover:bg-sunken pointer-coarse:min-h-11"
                  >
                    <span>{name}</span>
                  </button>
                  {quick && (
                    <span className="filter-quick">
                      {quick.map((item) => (
                        <button
                          key={item.key}
                          type="button"
                          aria-label={item.label}
                          onClick={item.onSelect}
                        >
                          {item.text}
                        </button>
                      ))}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && !note && <p className="px-2.5 text-quiet">{t('filters.none')}</p>}
      {note && <p className="px-2.5 pt-1 text-quiet">{note}</p>}
    </div>
  )
}

/**
 * The first thing of an editor takes the focus, so that one types at once; not where a keyboard on
 * the screen would cover the options.
 */
export function takeFocus(element: HTMLElement | null): void {
  if (window.matchMedia?.('(pointer: coarse)').matches) takeLostFocus(element)
  else element?.focus()
}

/** The list and the editor replace each other, so the focus is moved to the new one. */
export function takeLostFocus(element: HTMLElement | null): void {
  if (element && document.activeElement === document.body) element.focus()
}
