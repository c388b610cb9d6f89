import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayer } from '#dashboard/ui/layers.ts'
import { Button } from '#dashboard/ui/button.tsx'

type Props = {
  isRunning: boolean
  onStart: () => void
  /** Shown beside the button until confirmation is requested. */
  children: ReactNode
}

/** Requires confirmation, because it cannot be undone. */
export function DemoStartOver({ isRunning, onStart, children }: Props) {
  const { t } = useTranslation('demo')
  const id = useId()
  const [isAsked, setIsAsked] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    if (isAsked) keep.current?.focus()
    else if (wasAsked.current) opener.current?.focus()
    wasAsked.current = isAsked
  }, [isAsked])
  useLayer(isAsked, () => setIsAsked(false))
  if (!isAsked)
    return (
      <div className="flex flex-wrap justify-between gap-2">
        {children}
        <Button ref={opener} look="quiet" onClick={() => setIsAsked(true)}>
          {t('startOver')}
        </Button>
      </div>
    )
  return (
    <div role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`}>
      <h3 id={`${id}-title`} className="font-strong">
        {t('question.title')}
      </h3>
      <p id={`${id}-text`} className="mt-0.5 mb-2 text-table text-quiet">
        {t('question.text')}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button ref={keep} onClick={() => setIsAsked(false)}>
          {t('question.keep')}
        </Button>
        <Button look="primary" aria-disabled={isRunning} onClick={onStart}>
          {isRunning ? t('question.running') : t('question.start')}
        </Button>
      </div>
    </div>
  )
}
