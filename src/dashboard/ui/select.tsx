import { ChevronDown } from 'lucide-react'

type Props<Value extends string> = {
  label: string
  /** Whether the label is visible or only announced. */
  isLabelShown?: boolean | 'always'
  value: Value
  options: readonly { value: Value; text: string }[]
  onChange: (value: Value) => void
}

/** The native select: fastest, and the best on phones. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, isLabelShown = false, value, options, onChange } = props
  return (
    <label className="inline-flex items-center gap-2 whitespace-nowrap">
      <span
        className={
          isLabelShown
            ? `text-quiet ${isLabelShown === true ? 'max-sm:sr-only @max-xl:sr-only' : ''}`
            : 'sr-only'
        }
      >
        {label}
      </span>
      <span className="relative">
        <select
          value={value}
          onChange={(event) => {
            const selected = options.find((option) => option.value === event.target.value)
            if (selected) onChange(selected.value)
          }}
          className="h-control appearance-none rounded border border-strong bg-surface pr-7 pl-2.5 tabular-nums"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-2 right-2 size-4 text-quiet"
        />
      </span>
    </label>
  )
}
