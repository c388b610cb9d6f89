import { useRef, useState, type ComponentProps, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import {
  exampleOf,
  printEntry,
  printInWords,
  readEntry,
  type DateEntry,
} from '#dashboard/lib/date-entry.ts'
import { controlLook } from './control-look.ts'
import { useControlTexts } from './control-texts.ts'

type Props = Pick<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'disabled'> & {
  entry: DateEntry
  /** ISO 8601 of a day or local time, or the text as it was typed if it is not one. */
  value: string
  onChange: (value: string) => void
  /** The caller shows what is wrong. */
  isInvalid?: boolean | undefined
  input?: RefObject<HTMLInputElement | null> | undefined
  onKeyDown?: ComponentProps<'input'>['onKeyDown']
  /** Rendered in the field, over its right end. */
  children?: ReactNode
}

/**
 * A date as text, typed or pasted in the form of either language. What is typed stays as it is until
 * the field is left; an ambiguous date is asked about.
 */
export function DateTextField({ entry, value, onChange, isInvalid, children, ...props }: Props) {
  const { i18n } = useTranslation()
  const t = useControlTexts()
  const { language } = i18n
  const [typed, setTyped] = useState<{ text: string; value: string }>()
  const [isFocused, setIsFocused] = useState(false)
  const isTyping = typed?.value === value
  const reading = value === '' ? undefined : readEntry(value, entry)
  const shown = reading?.kind === 'read' ? printEntry(reading.iso, language) : value
  const change = (text: string) => {
    const now = readEntry(text, entry)
    const next = now.kind === 'read' ? now.iso : text.trim() === '' ? '' : text
    setTyped({ text, value: next })
    if (next !== value) onChange(next)
  }
  const problem = reading && reading.kind !== 'read' ? reading.kind : undefined
  const isProblemShown = problem !== undefined && !isInvalid && !isFocused
  const errorId = `${props.id ?? ''}-date-error`
  const described = [props['aria-describedby'], isProblemShown && errorId].filter(Boolean)
  const own = useRef<HTMLInputElement>(null)
  const { input = own, ...inputProps } = props
  return (
    <span className="grid w-full min-w-0 gap-1">
      <span className="relative flex w-full min-w-0">
        <input
          {...inputProps}
          ref={input}
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder={entry === 'day' ? t('dates.format') : t('dates.formatWithTime')}
          aria-invalid={isInvalid || isProblemShown || undefined}
          aria-describedby={described.join(' ') || undefined}
          value={isTyping ? typed.text : shown}
          onChange={(event) => change(event.target.value)}
          onFocus={() => setIsFocused(true)}
          onBlur={() => {
            setIsFocused(false)
            setTyped(undefined)
          }}
          className={`${controlLook.line} tabular-nums ${children ? 'pr-8' : ''}`}
        />
        {children}
      </span>
      {isProblemShown && (
        <span id={errorId} role="alert" className="block text-meta text-danger">
          {t(`dates.problems.${problem}`, { example: exampleOf(entry, language) })}
        </span>
      )}
      {reading?.kind === 'ambiguous' && (
        <span
          role="group"
          aria-label={t('dates.whichDate', { text: value })}
          className="flex flex-wrap items-center gap-1.5 text-meta"
        >
          <span role="status">{t('dates.whichDate', { text: value })}</span>
          {reading.isos.map((iso) => (
            <button
              key={iso}
              type="button"
              onClick={() => {
                onChange(iso)
                input.current?.focus()
              }}
              className="rounded border border-line px-2 py-0.5 hover:bg-sunken pointer-coarse:min-h-11"
            >
              {printInWords(iso, language)}
            </button>
          ))}
        </span>
      )}
    </span>
  )
}
