import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { placeBelow } from './place-below.ts'

type Tip = { anchor: HTMLElement; text: string }

/**
 * The one tooltip of the page, for any number of elements. It shows what `data-tip` says of the
 * control, cell or text that is hovered, or reached by Tab; an empty `data-tip` shows its name, for
 * controls that are only an icon. A text that can be read as a whole is not repeated.
 */
export function TooltipLayer() {
  const note = useRef<HTMLDivElement>(null)
  const [tip, setTip] = useState<Tip>()
  const hide = () => setTip(undefined)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !tip) return
    hide()
    // A description may be long: one closes it first. A name closes with what its control is in.
    if (!tip.anchor.hasAttribute('aria-describedby')) return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    let isTabbing = false
    const enter = ({ target, pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') setTip(tipOf(target))
    }
    const key = (event: KeyboardEvent) => {
      isTabbing = event.key === 'Tab'
      press(event)
    }
    const focus = ({ target }: FocusEvent) => setTip(isTabbing ? tipOf(target) : undefined)
    const hold = () => {
      isTabbing = false
      hide()
    }
    document.addEventListener('pointerover', enter)
    document.addEventListener('pointerdown', hold)
    document.addEventListener('keydown', key, { capture: true })
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    document.addEventListener('scroll', hide, { capture: true })
    return () => {
      document.removeEventListener('pointerover', enter)
      document.removeEventListener('pointerdown', hold)
      document.removeEventListener('keydown', key, { capture: true })
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('scroll', hide, { capture: true })
    }
  }, [])
  useLayoutEffect(() => {
    const box = note.current
    if (!tip || !box) return
    // Over open dialogs as well.
    if ('showPopover' in box) {
      box.popover = 'manual'
      box.showPopover()
    }
    return placeBelow(box, tip.anchor)
  }, [tip])
  if (!tip) return null
  return (
    <div key={tip.text} ref={note} role="tooltip" className="tooltip">
      {tip.text}
    </div>
  )
}

function tipOf(target: EventTarget | null): Tip | undefined {
  const anchor = target instanceof Element && target.closest<HTMLElement>('[data-tip]')
  if (!anchor) return undefined
  const text = anchor.dataset['tip'] || anchor.getAttribute('aria-label')
  return text && !isShown(text, anchor) ? { anchor, text } : undefined
}

/**
 * Whether the text can be read without it: in a control that can be folded to its icon and is not, or
 * in a cell that is wide enough.
 */
const isShown = (name: string, control: HTMLElement): boolean =>
  !isCut(control) &&
  [control, ...control.querySelectorAll('span')].some((part) => {
    const text = part.textContent.trim()
    if (part === control) return text === name.trim()
    const { width } = part.getBoundingClientRect()
    return text !== '' && name.includes(text) && !isCut(part) && width > 2
  })

const isCut = ({ scrollWidth, clientWidth }: HTMLElement): boolean => scrollWidth > clientWidth
