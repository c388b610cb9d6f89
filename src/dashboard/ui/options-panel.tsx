import {
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react'
import { flushSync } from 'react-dom'
import { useControlTexts } from './control-texts.ts'
import { coverPage, isSheet } from './cover-page.ts'
import { useLayer } from './layers.ts'
import { runAfterPress, useFocusInside, useOutside } from './options-focus.ts'
import { OptionsList, entryId, type Entry } from './options-list.tsx'
import { nextPosition } from './options-keys.ts'
import { OptionsSearchBox } from './options-search-box.tsx'
import { placeBelow } from './place-below.ts'
import { findByLetters, findOptions, optionNamed, type SelectOption } from './options-search.ts'

export type { SelectOption } from './options-search.ts'

export type PanelProps = {
  /** ID of the list, which the control refers to. */
  listId: string
  label: string
  /** The control, which gets the focus back. */
  anchor: RefObject<HTMLElement | null>
  /** What was typed before the panel was there, and since then: created when the panel closes. */
  typed: RefObject<string>
  onType?: (text: string) => void
  hasSearch: boolean
  options: readonly SelectOption[]
  selected: readonly string[]
  /** Several can be selected: the panel remains open. */
  isMany?: boolean
  /** Instead of options, or below those that are there. */
  state?: 'loading' | { problem: string; onRetry: () => void } | undefined
  /** While there are no options and nothing is typed. */
  emptyText?: string | undefined
  /** Below the options. */
  note?: string | undefined
  /** Set if the caller finds the options for a text, such as by a request; blank when it opens. */
  onSearch?: ((text: string) => void) | undefined
  /**
   * Set if a text that no option has can be selected. With several, the text may contain commas,
   * which separate texts, and an option may have one of them.
   */
  onCreate?: ((text: string) => void) | undefined
  /** The entry that selects such a text; omitted: it is created. */
  createText?: ((text: string) => string) | undefined
  /** With several, a selected value is removed. */
  onSelect: (value: string) => void
  onRemoveLast?: (() => void) | undefined
  onClose: () => void
}

const maxShown = 300 // options rendered at once: the others are found by typing
const limits = { minWidth: 200, maxWidth: 420, maxHeight: 360 } // about ten options
const pause = 700 // ms after which a letter starts another word

/** The open list of a select or combobox, with a search box if there are many options. */
export function OptionsPanel(props: PanelProps) {
  const {
    listId: id,
    label,
    anchor,
    typed,
    hasSearch,
    options,
    selected,
    isMany = false,
    state,
  } = props
  const { onType, onSearch, onCreate, createText, onSelect, onRemoveLast, onClose } = props
  const t = useControlTexts()
  const panel = useRef<HTMLDivElement>(null)
  const letters = useRef({ text: '', at: 0 })
  const [text, setText] = useState(() => (hasSearch ? typed.current : ''))
  const [start] = useState(() => startOf(props, typed.current))
  const [wanted, setWanted] = useState(start)
  const search = text.trim()
  const found = onSearch ? options : findOptions(options, search)
  const shown = found.slice(0, maxShown)
  const canCreate = onCreate !== undefined && search !== '' && !optionNamed(options, search)
  const entries: Entry[] = [
    ...shown.map((option): Entry => ({ kind: 'option', key: `o${option.value}`, option })),
    ...(canCreate ? [{ kind: 'create', key: 'create', text: search } satisfies Entry] : []),
  ]
  const current = Math.max(
    0,
    entries.findIndex(({ key }) => key === wanted),
  )
  const active = entries[current]

  useLayer(true, onClose)
  useLayoutEffect(
    () =>
      panel.current && anchor.current
        ? placeBelow(panel.current, anchor.current, { ...limits, isReserved: hasSearch })
        : undefined,
    // The chips of selected options move the control.
    [panel, anchor, hasSearch, selected.length],
  )
  // Before the focus moves: what is covered cannot take it back.
  useLayoutEffect(() => (panel.current && isSheet() ? coverPage(panel.current) : undefined), [])
  const setSearch = (next: string) => {
    onType?.(next)
    setText(next)
    setWanted(undefined)
    onSearch?.(next.trim())
  }
  /** Commas separate texts as soon as they are typed or pasted, but not within a composition. */
  const enter = (next: string, isComposing = false) => {
    const isSeparated = isMany && onCreate && next.includes(',') && !isComposing
    if (isSeparated) onCreate(next)
    setSearch(isSeparated ? '' : next)
  }
  /** The focus is back on the control before Tab moves it on. */
  const close = () => flushSync(onClose)
  const select = (entry: Entry | undefined) => {
    if (!entry) return
    const run = () => {
      if (entry.kind === 'create') onCreate?.(entry.text)
      else onSelect(entry.option.value)
    }
    run()
    onType?.('')
    if (!isMany) close()
    else if (text !== '') setSearch('')
  }

  const type = ({ key, timeStamp }: { key: string; timeStamp: number }) => {
    const before = timeStamp - letters.current.at < pause ? letters.current.text : ''
    letters.current = { text: before + key, at: timeStamp }
    const match = findByLetters(shown, before + key, current)
    if (match !== undefined) setWanted(entries[match]?.key)
  }
  const dismiss = () => {
    onType?.('')
    close()
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    // What is around the panel saves what was typed, too.
    const isSaving = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (isSaving && (onCreate || isMany)) return close()
    // What is around the panel has its own meaning for these keys.
    if (event.key !== 'Tab') event.stopPropagation()
    const isAtControl = !(event.target instanceof HTMLButtonElement)
    if (event.isComposing || !isAtControl) {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      dismiss()
      return
    }
    const { key } = event
    const next = nextPosition(event, current, entries.length, text !== '')
    if (next !== undefined) setWanted(entries[next]?.key)
    else if (key === 'Escape') dismiss()
    else if (key === 'ArrowUp' && event.altKey) close()
    else if (key === 'Tab') {
      // Tab takes the option that keys or the pointer have moved to.
      if (!isMany && active && active.key === wanted && wanted !== start) select(active)
      else close()
      return
    } else if (key === 'Enter' || (key === ' ' && !hasSearch)) select(active)
    else if (key === 'Backspace' && hasSearch && text === '') onRemoveLast?.()
    else if (!hasSearch && key.length === 1 && !event.ctrlKey && !event.metaKey) type(event)
    else return
    event.preventDefault()
  })
  /** Characters may have been typed since the first rendering, until the focus is here. */
  const begin = useEffectEvent(() => {
    letters.current = { text: typed.current, at: performance.now() }
    if (typed.current === '') return onSearch?.('')
    if (hasSearch) enter(typed.current)
    else setWanted(startOf(props, typed.current))
  })
  // oxlint-disable-next-line react/set-state-in-effect -- what was typed before the panel was there is read once
  useLayoutEffect(() => begin(), [])
  // Before the focus is here, so that no key is missed.
  useLayoutEffect(() => {
    const element = panel.current
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [])
  useFocusInside(panel, anchor, hasSearch && typed.current === '' && isTouched(), onClose)
  useOutside(panel, anchor, (event) => {
    const rest = typed.current
    if (event.type === 'pointerdown' && onCreate && rest.trim() !== '') {
      onType?.('')
      runAfterPress(() => onCreate(rest))
    }
    onClose()
  })

  const list = (
    <OptionsList
      id={id}
      label={label}
      entries={entries}
      active={active}
      selected={selected}
      isMany={isMany}
      isFocusable={!hasSearch}
      createText={createText ?? ((name) => t('create', { name }))}
      onActive={(entry) => setWanted(entry.key)}
      onSelect={select}
    />
  )
  if (!hasSearch)
    return (
      <div ref={panel} className="options-panel">
        {list}
      </div>
    )
  return (
    <div ref={panel} role="dialog" aria-label={label} className="options-panel">
      <OptionsSearchBox
        role="combobox"
        label={t('search')}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active && entryId(id, active)}
        placeholder={t(onCreate ? 'searchOrCreate' : 'search')}
        value={text}
        onChange={({ target, nativeEvent }) =>
          enter(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing)
        }
      />
      {list}
      <Status state={state} retryText={t('retry')}>
        {state === 'loading'
          ? t('loading')
          : entries.length === 0
            ? search === ''
              ? (props.emptyText ?? t('empty'))
              : t('nothingFound')
            : found.length > shown.length
              ? t('more', { count: found.length - shown.length })
              : (props.note ?? '')}
      </Status>
      {isMany && (
        <button
          type="button"
          onClick={onClose}
          className="m-1 hidden h-11 shrink-0 rounded border border-line hover:bg-sunken [[data-sheet]>&]:block"
        >
          {t('done')}
        </button>
      )}
    </div>
  )
}

/** The entry that is active first: what was typed, or the selected one. */
function startOf({ options, selected, hasSearch }: PanelProps, typed: string): string | undefined {
  if (typed !== '' && hasSearch) return undefined
  const current = options.findIndex(({ value }) => selected.includes(value))
  const match = typed === '' ? undefined : findByLetters(options, typed, current)
  const option = options[match ?? current]
  return option && `o${option.value}`
}

/** A touch screen shows the options first: its keyboard would cover them. */
const isTouched = () => window.matchMedia?.('(pointer: coarse)').matches ?? false

function Status(props: { state: PanelProps['state']; retryText: string; children: ReactNode }) {
  const { state, retryText, children } = props
  const problem = typeof state === 'object' ? state : undefined
  return (
    <div className="shrink-0 px-3 pb-2 text-quiet empty:hidden">
      <p role="status" className="empty:hidden">
        {problem?.problem ?? children}
      </p>
      {problem && (
        <button
          type="button"
          onClick={problem.onRetry}
          className="rounded text-accent underline-offset-2 hover:underline"
        >
          {retryText}
        </button>
      )}
    </div>
  )
}
