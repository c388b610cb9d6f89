import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'

type Props = { tags: string[]; errors: string[]; onChange: (tags: string[]) => void }

const id = 'tags'

/** Tags as chips that can be taken off, and a box that adds one. */
export function ContactFormTags({ tags, errors, onChange }: Props) {
  const { t } = useTranslation('form')
  const [typed, setTyped] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const add = (text: string) => {
    const names = text
      .split(',')
      .map((name) => name.trim().slice(0, 255))
      .filter(Boolean)
    setTyped('')
    if (names.length > 0) onChange([...new Set([...tags, ...names])])
  }
  return (
    <FormField id={id} label={t('labels.tags')} help={t('tagsHelp')} errors={errors}>
      {tags.length > 0 && (
        <ul aria-labelledby={labelIdOf(id)} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="inline-flex max-w-full items-center rounded border border-line bg-sunken pl-2 text-meta"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={t('removeTag', { name: tag })}
                onClick={() => {
                  onChange(tags.filter((item) => item !== tag))
                  box.current?.focus()
                }}
                className="inline-flex size-6 items-center justify-center rounded text-quiet hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="max-w-90">
        <input
          ref={box}
          id={id}
          type="text"
          autoComplete="off"
          placeholder={t('addTag')}
          aria-describedby={describedBy(id, { help: true, error: errors.length > 0 })}
          aria-invalid={errors.length > 0 || undefined}
          value={typed}
          onChange={(event) => {
            const text = event.target.value
            if (text.includes(',')) add(text)
            else setTyped(text)
          }}
          onKeyDown={(event) => {
            // With Ctrl it saves as well, and what is typed goes along.
            if (event.key === 'Enter') {
              event.preventDefault()
              add(typed)
            }
            if (event.key === 'Backspace' && typed === '' && tags.length > 0)
              onChange(tags.slice(0, -1))
          }}
          onBlur={() => add(typed)}
          className={controlLook.line}
        />
      </span>
    </FormField>
  )
}
