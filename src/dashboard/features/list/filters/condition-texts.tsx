import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { takeFocus } from './filter-option-list.tsx'

type Props = {
  label: string
  hint: string
  values: string[]
  isNumeric: boolean
  /** The value of a typed text; undefined or empty: it is none. */
  read: (typed: string) => string | undefined
  /** `isTyped`: the last value is still being typed. */
  onValues: (values: string[], isTyped: boolean) => void
}

const maxLength = 255

/** Texts, each a chip once it is finished by Enter; what is typed counts as well. */
export function ConditionTexts({ label, hint, values, isNumeric, read, onValues }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const [finished, setFinished] = useState(values)
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => takeFocus(input.current), [])
  const isWrong = typed.trim() !== '' && read(typed) === undefined
  const including = (texts: string[]): string[] => {
    const added = texts.map((text) => read(text)?.slice(0, maxLength)).filter((text) => !!text)
    return [...new Set([...finished, ...added.map(String)])]
  }
  const finish = (texts: string[]) => {
    const next = including(texts)
    setFinished(next)
    setTyped('')
    onValues(next, false)
  }
  const remove = (value: string) => {
    const next = finished.filter((item) => item !== value)
    setFinished(next)
    onValues(next, false)
    input.current?.focus()
  }
  return (
    <div className="grid gap-2 px-3 pb-3">
      {finished.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {finished.map((value) => (
            <li key={value} className="value-chip" data-tip={value}>
              <span translate="no" className="truncate">
                {value}
              </span>
              <button
                type="button"
                aria-label={t('filters.removeValue', { value })}
                data-tip=""
                onClick={() => remove(value)}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="text"
        inputMode={isNumeric ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-describedby={id}
        aria-invalid={isWrong || undefined}
        maxLength={maxLength}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          onValues(including([target.value]), true)
        }}
        onPaste={(event) => {
          const lines = event.clipboardData.getData('text').split(/\r?\n/).filter(Boolean)
          if (lines.length < 2) return
          event.preventDefault()
          finish(lines)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' && !isWrong) {
            event.preventDefault()
            finish([typed])
          } else if (event.key === 'Backspace' && typed === '') {
            const last = finished.at(-1)
            if (last !== undefined) remove(last)
          }
        }}
        className={`${controlLook.line} pointer-coarse:h-11`}
      />
      <p id={id} className={`text-meta ${isWrong ? 'text-danger' : 'text-quiet'}`}>
        {isWrong ? t('filters.notNumber') : hint}
      </p>
    </div>
  )
}
