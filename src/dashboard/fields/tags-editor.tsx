import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cleanText } from '#contract/model/plain-text.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

const maxLength = 255

/** An editor for tags: chips that can be removed, and an input to add one. */
export function TagsEditor(props: EditorProps) {
  const { labelId, draft, held, onChange } = props
  const { t } = useTranslation('form')
  const [typed, setTyped] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const tags = draft.value?.kind === 'tags' ? draft.value.items : []
  const put = (items: typeof tags) =>
    onChange(draftOf(items.length === 0 ? null : { kind: 'tags', items }))
  const known = [...tags, ...(held?.kind === 'tags' ? held.items : [])]
  const add = (text: string) => {
    const names = text
      .split(',')
      .map((name) => cleanText(name).slice(0, maxLength))
      .filter(Boolean)
    setTyped('')
    const fresh = [...new Set(names)].filter((name) => !tags.some((tag) => tag.name === name))
    if (fresh.length > 0)
      put([
        ...tags,
        ...fresh.map((name) => known.find((tag) => tag.name === name) ?? { id: null, name }),
      ])
  }
  return (
    <>
      <span className="max-w-90">
        <input
          {...controlProps(props)}
          ref={box}
          type="text"
          autoComplete="off"
          placeholder={t('addTag')}
          value={typed}
          onChange={(event) => {
            const text = event.target.value
            const isComposing =
              event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing
            if (text.includes(',') && !isComposing) add(text)
            else setTyped(text)
          }}
          onKeyDown={(event) => {
            // The Enter that ends a composition accepts a word and adds no tag. Ctrl+Enter also
            // saves the form, including the typed tag.
            if (event.key === 'Enter') {
              event.preventDefault()
              add(typed)
            }
            if (event.key === 'Backspace' && typed === '' && tags.length > 0) put(tags.slice(0, -1))
          }}
          onBlur={() => add(typed)}
          className={controlLook.line}
        />
      </span>
      {/* The first tag is added on blur: the content below must not move while it is clicked. */}
      <div className="min-h-6.5">
        {tags.length > 0 && (
          <ul aria-labelledby={labelId} className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li
                key={tag.name}
                className="inline-flex max-w-full items-center rounded border border-line bg-sunken pl-2 text-meta"
              >
                <span className="truncate">{tag.name}</span>
                <button
                  type="button"
                  aria-label={t('removeTag', { name: tag.name })}
                  onClick={() => {
                    put(tags.filter((item) => item !== tag))
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
      </div>
    </>
  )
}
