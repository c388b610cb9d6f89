import { Suspense, type ReactNode } from 'react'
import { useControlTexts } from './control-texts.ts'
import { placeBelow } from './place-below.ts'
import { Popover } from './popover.tsx'

type Props = {
  /** Name of the field. */
  label: string
  isOpen: boolean
  onClose: () => void
  /** The field. */
  trigger: ReactNode
  /** A calendar that is loaded when it opens. */
  children: ReactNode
}

/** What opens below a field of dates. */
export function CalendarPopover({ label, children, ...popover }: Props) {
  const t = useControlTexts()
  return (
    <Popover label={t('dates.calendar', { label })} place={placeBelow} {...popover}>
      <Suspense fallback={<p className="calendar-room text-quiet">{t('loading')}</p>}>
        {children}
      </Suspense>
    </Popover>
  )
}
