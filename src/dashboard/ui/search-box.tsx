import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'

type Props = {
  label: string
  placeholder: string
  clearLabel: string
  value: string
  maxLength: number
  /** Called with the text when typing pauses, and immediately on Enter and on clearing. */
  onSearch: (text: string) => void
}

const delayMs = 250 // longer than the pauses within a word

/** Holds only what is being typed; `value` is the current search and belongs to the caller. */
export function SearchBox({ label, placeholder, clearLabel, value, maxLength, onSearch }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(value)

  // The search was changed elsewhere (Back, a cleared filter): show that.
  useEffect(() => {
    if (input.current && value !== sent.current) input.current.value = value
    sent.current = value
  }, [value])

  const send = () => {
    clearTimeout(timer.current)
    const text = input.current?.value.trim() ?? ''
    if (text === sent.current) return
    sent.current = text
    onSearch(text)
  }
  const later = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(send, delayMs)
  }
  const clear = () => {
    if (!input.current) return
    input.current.value = ''
    send()
    input.current.focus()
  }

  return (
    <div role="search" className="search-box">
      <Search aria-hidden className="search-icon" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        onBlur={send}
        defaultValue={value}
        onInput={(event) => {
          // Unfinished text of an input method is not searched.
          if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) later()
        }}
        onCompositionEnd={later}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send()
          if (event.key === 'Escape') clear()
        }}
        className="search-input"
      />
      <button
        type="button"
        aria-label={clearLabel}
        data-tip=""
        onClick={clear}
        className="search-clear"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
