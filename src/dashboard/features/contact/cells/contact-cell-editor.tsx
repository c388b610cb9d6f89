import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import type { CellStep } from '#dashboard/domain/cell-step.ts'
import { ValueEditor } from '#dashboard/features/contact/value-editor.tsx'
import { typedIn } from '#dashboard/features/contact/contact-value.tsx'
import type {
  EditedContact,
  FormContext,
} from '#dashboard/features/contact/form/contact-form-values.ts'
import type { ValueEdits, ValueWork } from '#dashboard/features/contact/value-edits.ts'
import { ValueView } from '#dashboard/fields/value-view.tsx'
import { useLayer } from '#dashboard/ui/layers.ts'
import { placeBelow } from '#dashboard/ui/place-below.ts'
import { typeInto } from '#dashboard/ui/type-into.ts'

type Props = {
  contact: EditedContact
  /** When it was read; milliseconds. */
  readAt: number
  attribute: Attribute
  label: string
  context: FormContext
  edits: ValueEdits
  /** The cell it belongs to, unless it has left the screen. */
  cell: HTMLElement | null
  /** What was typed to begin: it replaces the value. */
  typed: string
  onSave: (work: ValueWork) => void
  onClose: (step: CellStep) => void
}

const limits = { minWidth: 288, maxWidth: 420, maxHeight: 400, isReserved: false }

/**
 * The editor of a value over its cell: Enter, Tab and a press beside it save, Escape leaves it. What is
 * wrong keeps it open.
 */
export function ContactCellEditor(props: Props) {
  const { contact, readAt, attribute, label, context, edits, cell, typed, onSave, onClose } = props
  const panel = useRef<HTMLDivElement>(null)
  const step = useRef<CellStep>('stay')
  const edit = edits.get(attribute.key)
  const failed = edit?.state === 'failed' ? edit : undefined
  const isConflict = failed?.failure.kind === 'conflict'
  const written = typedIn(edit, readAt)
  const close = () => onClose(step.current)
  useLayer(true, close)
  useLayoutEffect(() => {
    const shown = panel.current
    return shown && cell ? placeBelow(shown, cell, limits) : undefined
  }, [cell])
  useLayoutEffect(() => {
    const shown = panel.current
    // A question has no control that takes it.
    if (shown && !shown.contains(document.activeElement))
      (shown.querySelector<HTMLElement>('[role=alert][tabindex]') ?? shown).focus()
  }, [isConflict])
  useTyped(panel, typed)

  /** Saves what was entered, or shows what is wrong with it. */
  const leave = (to: CellStep) => {
    const form = panel.current?.querySelector('form')
    step.current = to
    if (form) form.requestSubmit()
    else close()
    step.current = 'stay'
  }
  const pressBeside = useEffectEvent(() => leave('away'))
  const isFailed = failed !== undefined
  useEffect(() => {
    // What was not saved is neither sent again nor given up by a press elsewhere.
    if (isFailed) return undefined
    const press = ({ target }: Event) => {
      if (!(target instanceof Element) || panel.current?.contains(target)) return
      // Options of its controls and questions are outside of it on the page.
      if (target.closest('[popover], dialog, [role=listbox]')) return
      pressBeside()
    }
    document.addEventListener('pointerdown', press, true)
    return () => document.removeEventListener('pointerdown', press, true)
  }, [isFailed])
  return (
    <div ref={panel} role="dialog" aria-label={label} tabIndex={-1} className="cell-editor">
      <div
        role="presentation"
        onKeyDown={(event) => {
          if (event.key !== 'Tab' || event.isDefaultPrevented() || isFailed) return
          const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(stopsSelector)]
          const end = event.shiftKey ? stops[0] : stops.at(-1)
          // What is typed over a cell is entered by Tab; an editor that was opened has its own stops.
          if (typed === '' && end && document.activeElement !== end) return
          event.preventDefault()
          leave(event.shiftKey ? 'previous' : 'next')
        }}
      >
        <ValueEditor
          attribute={attribute}
          label={label}
          held={written === undefined ? (contactValue(contact, attribute.key) ?? null) : written}
          editing={{ contact, readAt, context, edits }}
          failed={failed}
          isCell
          onSave={onSave}
          onClose={close}
        >
          {(value: Value | null) =>
            value && (
              <ValueView value={value} role={attribute.role} timeZone={context.typing.timeZone} />
            )
          }
        </ValueEditor>
      </div>
    </div>
  )
}

const stopsSelector = 'input, textarea, button, [role=combobox], [tabindex="0"]'

/** Types into the first box that gets the focus, as a key that is pressed in a cell of a sheet does. */
function useTyped(panel: React.RefObject<HTMLElement | null>, typed: string) {
  useLayoutEffect(() => {
    if (typed === '') return undefined
    const typeNow = (box: EventTarget | null): boolean => {
      if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)) return false
      typeInto(box, typed)
      return true
    }
    if (panel.current?.contains(document.activeElement) && typeNow(document.activeElement))
      return undefined
    const focus = ({ target }: FocusEvent) => {
      if (typeNow(target)) document.removeEventListener('focusin', focus)
    }
    document.addEventListener('focusin', focus)
    return () => document.removeEventListener('focusin', focus)
  }, [panel, typed])
}
