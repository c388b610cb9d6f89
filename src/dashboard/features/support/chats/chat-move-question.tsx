import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatContact } from '#contract/api/chats.ts'
import { useLayer } from '#dashboard/ui/layers.ts'
import { Button } from '#dashboard/ui/button.tsx'

type QuestionProps = {
  text: string
  holder: ChatContact
  holderLink: ReactNode
  move: string
  leave: string
  isBusy: boolean
  onMove: () => void
  onLeave: () => void
}

/** Names may be long, and labels of actions must not be truncated. */
const wrapping = 'h-auto! min-h-8 py-1 text-start whitespace-normal! wrap-anywhere'

/** Names the consequence; the buttons name the actions. */
export function MoveQuestion(props: QuestionProps) {
  const { t } = useTranslation('chats')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  useLayer(true, props.onLeave)
  return (
    <div
      ref={box}
      role="group"
      tabIndex={-1}
      aria-labelledby={id}
      className="grid gap-2 rounded border border-line bg-tint p-3"
    >
      <p id={id}>
        {props.text} {t('moveMeans')}
      </p>
      {props.holder.isUnsorted && <p className="text-quiet">{t('unsortedHolder')}</p>}
      <p>{props.holderLink}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          className={wrapping}
          aria-disabled={props.isBusy}
          onClick={props.onMove}
        >
          {props.move}
        </Button>
        <Button className={wrapping} onClick={props.onLeave}>
          {props.leave}
        </Button>
      </div>
    </div>
  )
}
