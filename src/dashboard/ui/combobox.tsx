import { X } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import { useControlTexts } from './control-texts.ts'
import type { PanelProps, SelectOption } from './options-panel.tsx'
import { optionNamed } from './options-search.ts'
import { OptionsOpener, type OpenerProps } from './select.tsx'

type Common = Omit<OpenerProps, 'panel' | 'children' | 'className'> &
  Pick<PanelProps, 'options' | 'state' | 'onSearch' | 'createText' | 'emptyText' | 'note'> & {
    /** Whether a text that no option has becomes an option, with the text as its value. */
    canCreate?: boolean
    /** Shown while nothing is selected. */
    placeholder: string
  }

type Props = Common & {
  selected: SelectOption | null
  /** Null: cleared. */
  onChange: (option: SelectOption | null) => void
}

/** One option of many, found by typing; it can be cleared. */
export function Combobox(props: Props) {
  const { options, state, onSearch, emptyText, note, canCreate, createText, ...rest } = props
  const { placeholder, selected, onChange, ...opener } = rest
  const t = useControlTexts()
  const box = useRef<HTMLSpanElement>(null)
  return (
    <span ref={box} className="flex min-w-0 items-center gap-1">
      <OptionsOpener
        hasSearch
        {...opener}
        panel={{
          options,
          state,
          onSearch,
          emptyText,
          note,
          createText,
          onCreate: canCreate ? (text) => onChange(optionFor(options, text)) : undefined,
          selected: selected ? [selected.value] : [],
          onSelect: (value) => onChange(options.find((item) => item.value === value) ?? null),
        }}
      >
        <span data-empty={!selected}>{selected?.text ?? placeholder}</span>
      </OptionsOpener>
      {selected && !opener.disabled && (
        <RemoveButton
          label={t('clear', { label: opener.label })}
          box={box}
          onClick={() => onChange(null)}
        />
      )}
    </span>
  )
}

type ManyProps = Common & {
  selected: readonly SelectOption[]
  onChange: (selected: SelectOption[]) => void
}

/**
 * Any number of options, found by typing; the selected ones are chips above. Where options can be
 * created, commas separate them.
 */
export function MultiCombobox(props: ManyProps) {
  const { options, state, onSearch, emptyText, note, canCreate, createText, ...rest } = props
  const { placeholder, selected, onChange, ...opener } = rest
  const t = useControlTexts()
  const box = useRef<HTMLDivElement>(null)
  const without = (value: string) => selected.filter((item) => item.value !== value)
  const removeLast = () => {
    if (selected.length > 0) onChange(selected.slice(0, -1))
  }
  const add = (text: string) => {
    const next = [...selected]
    for (const part of text.split(',').filter((name) => name.trim() !== '')) {
      const option = optionFor([...options, ...next], part)
      if (!next.some(({ value }) => value === option.value)) next.push(option)
    }
    if (next.length > selected.length) onChange(next)
  }
  return (
    <div ref={box} className="grid min-w-0 gap-1.5">
      {selected.length > 0 && (
        <ul aria-label={opener.label} className="flex flex-wrap gap-1.5">
          {selected.map(({ value, text }) => (
            <Chip key={value} text={text}>
              <RemoveButton
                label={t('remove', { name: text })}
                box={box}
                onClick={() => onChange(without(value))}
              />
            </Chip>
          ))}
        </ul>
      )}
      <span
        role="presentation"
        className="flex min-w-0 items-center gap-1"
        onKeyDown={({ key, target }) => {
          const isOpener = target instanceof Element && target.matches('[role=combobox]')
          if (isOpener && (key === 'Backspace' || key === 'Delete')) removeLast()
        }}
      >
        <OptionsOpener
          hasSearch
          {...opener}
          panel={{
            options,
            state,
            onSearch,
            emptyText,
            note,
            createText,
            onCreate: canCreate ? add : undefined,
            isMany: true,
            selected: selected.map(({ value }) => value),
            onRemoveLast: removeLast,
            onSelect: (value) => {
              const option = options.find((item) => item.value === value)
              if (selected.some((item) => item.value === value)) onChange(without(value))
              else if (option) onChange([...selected, option])
            },
          }}
        >
          <span data-empty>
            {selected.length > 0 ? t('selected', { count: selected.length }) : placeholder}
          </span>
        </OptionsOpener>
        {selected.length > 0 && !opener.disabled && (
          <RemoveButton
            label={t('clear', { label: opener.label })}
            box={box}
            onClick={() => onChange([])}
          />
        )}
      </span>
    </div>
  )
}

/** The option of a typed text; one that is there in other case is not created again. */
function optionFor(options: readonly SelectOption[], text: string): SelectOption {
  const name = text.trim()
  return optionNamed(options, name) ?? { value: name, text: name }
}

function Chip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <li className="inline-flex max-w-full items-center rounded border border-line bg-sunken pl-2 text-meta">
      <span className="truncate" data-tip={text}>
        {text}
      </span>
      {children}
    </li>
  )
}

/** Disappears with what it removes, so that the focus goes to the control. */
function RemoveButton(props: {
  label: string
  box: RefObject<HTMLElement | null>
  onClick: () => void
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      data-tip=""
      onClick={() => {
        props.onClick()
        props.box.current?.querySelector<HTMLElement>('[role=combobox]')?.focus()
      }}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
    >
      <X aria-hidden className="size-3.5" />
    </button>
  )
}
