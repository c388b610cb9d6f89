import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useLayer } from './layers.ts'

type Props = {
  title: string
  text: string
  /** Buttons; the first takes the focus. */
  children: ReactNode
  /** Called on Escape or Back. */
  onCancel: () => void
}

/** A question that has to be answered first. The browser keeps the focus inside. */
export function Dialog({ title, text, children, onCancel }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayer(true, onCancel)
  useLayoutEffect(() => {
    const box = dialog.current
    const opener = document.activeElement
    box?.showModal()
    return () => {
      box?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation() // what it was opened from remains open
        onCancel()
      }}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-float border border-line bg-surface p-5 text-ink shadow-lg backdrop:bg-[oklch(20%_0.02_260/0.45)]"
    >
      <h2 id={`${id}-title`} className="text-lead font-strong">
        {title}
      </h2>
      <p id={`${id}-text`} className="mt-1 mb-4 text-quiet">
        {text}
      </p>
      <div className="flex flex-wrap justify-end gap-2">{children}</div>
    </dialog>
  )
}
