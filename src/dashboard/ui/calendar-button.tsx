import { CalendarDays } from 'lucide-react'
import { useControlTexts } from './control-texts.ts'

type Props = {
  /** Name of the field. */
  label: string
  isOpen: boolean
  onToggle: () => void
  isDisabled?: boolean | undefined
}

/** The button at the end of a date field. */
export function CalendarButton({ label, isOpen, onToggle, isDisabled = false }: Props) {
  const t = useControlTexts()
  const name = t('dates.openCalendar', { label })
  return (
    <button
      type="button"
      aria-label={name}
      data-tip=""
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      disabled={isDisabled}
      onClick={onToggle}
      className="absolute inset-y-0 right-0 inline-flex w-8 items-center justify-center rounded text-quiet hover:text-ink focus-visible:-outline-offset-2 disabled:opacity-45 pointer-coarse:w-11"
    >
      <CalendarDays aria-hidden className="size-4" />
    </button>
  )
}
