import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { placeBelow } from './place-below.ts'

type Props = {
  /** Adds to what the control says without it; touch screens never show it. */
  text: string
  /** The control, which gets the ID of the text. */
  children: (props: { 'aria-describedby': string }) => ReactNode
}

/** A note that appears while its control is hovered or focused, and hides on Escape. */
export function Tooltip({ text, children }: Props) {
  const id = useId()
  const box = useRef<HTMLSpanElement>(null)
  const note = useRef<HTMLSpanElement>(null)
  const [isShown, setIsShown] = useState(false)
  useLayoutEffect(() => {
    if (!isShown || !note.current || !box.current) return
    return placeBelow(note.current, box.current)
  }, [isShown])
  useEffect(() => {
    if (!isShown) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault() // whatever it is in remains open
      event.stopPropagation()
      setIsShown(false)
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [isShown])
  return (
    <span
      ref={box}
      role="presentation"
      className="inline-flex"
      onPointerEnter={({ pointerType }) => setIsShown(pointerType !== 'touch')}
      onPointerLeave={() => setIsShown(false)}
      onFocus={({ target }) => setIsShown(target.matches(':focus-visible'))}
      onBlur={() => setIsShown(false)}
    >
      {children({ 'aria-describedby': id })}
      <span
        ref={note}
        id={id}
        role="tooltip"
        hidden={!isShown}
        className="fixed z-30 max-w-70 rounded border border-line bg-surface px-2 py-1 text-meta shadow-lg max-sm:inset-x-2 max-sm:bottom-2 max-sm:max-w-none print:hidden"
      >
        {text}
      </span>
    </span>
  )
}
