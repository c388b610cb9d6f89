import type { ComponentProps } from 'react'

type Props = Omit<
  ComponentProps<'input'>,
  'type' | 'role' | 'value' | 'onChange' | 'min' | 'max' | 'step' | 'className'
> & {
  /** The typed text, which the caller parses: a number would lose digits and what is half typed. */
  text: string
  onText: (text: string) => void
  /** Set for a count: whole numbers between two limits, changed by arrow keys as well. */
  limits?: { min: number; max: number }
  className: string
}

/** A number as it is typed, with a decimal comma or point. */
export function NumberInput({ text, onText, limits, onKeyDown, className, ...field }: Props) {
  const count = limits && clamp(Number(text), limits)
  return (
    <input
      {...field}
      type="text"
      inputMode={limits ? 'numeric' : 'decimal'}
      autoComplete="off"
      {...(limits && {
        role: 'spinbutton',
        'aria-valuenow': count,
        'aria-valuemin': limits.min,
        'aria-valuemax': limits.max,
      })}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (!limits || count === undefined) return
        const next = { ArrowUp: count + 1, ArrowDown: count - 1, ...ends(limits) }[event.key]
        if (next === undefined) return
        event.preventDefault()
        onText(String(clamp(next, limits)))
      }}
      className={`${className} tabular-nums`}
    />
  )
}

const ends = ({ min, max }: { min: number; max: number }) => ({ PageUp: max, PageDown: min })

/** The nearest count within the limits; the smaller limit for what is no number. */
export function clamp(count: number, { min, max }: { min: number; max: number }): number {
  return Math.max(min, Math.min(max, Math.floor(count) || min))
}
