import { Suspense, useId, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import type { PanelProps, SelectOption } from './options-panel.tsx'

/** Also for controls that are open at once. */
export const OptionsPanel = lazyPart(() => import('./options-panel.tsx'), 'OptionsPanel')

export type OpenerProps = Pick<
  ComponentProps<'button'>,
  'id' | 'disabled' | 'aria-describedby' | 'aria-invalid' | 'className' | 'children'
> & {
  label: string
  /** Omitted: there is a search if the options are many. */
  hasSearch?: boolean
  panel: Omit<
    PanelProps,
    'listId' | 'label' | 'anchor' | 'typed' | 'onType' | 'hasSearch' | 'onClose'
  >
}

/** The button of a list of options, which is loaded when it opens. */
export function OptionsOpener(props: OpenerProps) {
  // More than eight options take time to read.
  const { label, panel, hasSearch = panel.options.length > 8, ...field } = props
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  /** Characters typed, also before the list was there. */
  const typed = useRef('')
  const close = () => {
    if (typed.current.trim()) panel.onCreate?.(typed.current)
    typed.current = ''
    setOpen(false)
  }
  /** The list is being loaded: the keys are meant for it. */
  const pressEarly = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'Escape') typed.current = ''
    if (key === 'Tab') return close()
    if (key === 'Escape') close()
    else if (key === 'Backspace') typed.current = typed.current.slice(0, -1)
    else if (!key[1] && (key !== ' ' || typed.current !== '')) typed.current += key
    else if (key !== ' ' && key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <button
        className="select-box"
        {...field}
        ref={anchor}
        type="button"
        role="combobox"
        aria-label={label}
        aria-haspopup={hasSearch ? 'dialog' : 'listbox'}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onClick={() => (isOpen ? close() : setOpen(true))}
        onKeyDown={(event) => {
          const { key, ctrlKey, metaKey, altKey } = event
          if (isOpen && !(ctrlKey || metaKey || altKey)) return pressEarly(event)
          if (isOpen && key === 'Enter') close()
          if (!/^(Arrow(Up|Down)|\S)$/.test(key) || ctrlKey || metaKey || altKey) return
          if (!key[1]) typed.current += key
          event.preventDefault()
          setOpen(true)
        }}
      />
      {isOpen && (
        <Suspense>
          <OptionsPanel
            {...panel}
            {...{ listId, label, anchor, typed, hasSearch }}
            onType={(text) => void (typed.current = text)}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  )
}

type BoxProps<Value extends string> = Omit<OpenerProps, 'panel' | 'children'> & {
  value: Value
  options: readonly (SelectOption & { value: Value })[]
  /** Shown while no option has the value. */
  placeholder?: string | undefined
  onChange: (value: Value) => void
}

/** One of some options: a list without search if they are few, with search if they are many. */
export function SelectBox<Value extends string>(props: BoxProps<Value>) {
  const { value, options, placeholder, onChange, ...opener } = props
  const find = (wanted: string) => options.find((option) => option.value === wanted)
  return (
    <OptionsOpener
      {...opener}
      panel={{
        options,
        selected: [value],
        onSelect: (next) => {
          const option = find(next)
          if (option && next !== value) onChange(option.value)
        },
      }}
    >
      <span data-empty={!value}>{find(value)?.text ?? placeholder}</span>
    </OptionsOpener>
  )
}

type Props<Value extends string> = Pick<
  BoxProps<Value>,
  'label' | 'value' | 'options' | 'onChange'
> & {
  /** Whether the label is visible or only announced. */
  isLabelShown?: boolean | 'always'
}

/** The select of a toolbar: as quiet as a text until it is pointed at. */
export function Select<Value extends string>({ isLabelShown, ...props }: Props<Value>) {
  return (
    <span className="select-line">
      {isLabelShown && <span data-shown={isLabelShown}>{props.label}</span>}
      <SelectBox {...props} className="select-box select-quiet" />
    </span>
  )
}
