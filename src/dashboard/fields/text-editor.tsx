import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOfText } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** One text. A text with lines keeps them, whatever its field: a one-line input would drop them. */
export function TextEditor(props: EditorProps) {
  const { attribute, draft, held, onChange, typing } = props
  const isUrl = attribute.kind === 'url'
  const text = draft.text ?? textIn(draft.value)
  const type = (typed: string) => {
    // Spaces stay while typing; what is sent is trimmed by `parse`.
    onChange(draftOfText(typed, attribute, held, typing))
  }
  if (attribute.isMultiline || text.includes('\n'))
    return (
      <textarea
        {...controlProps(props)}
        rows={3}
        value={text}
        onChange={(event) => type(event.target.value)}
        className={`${controlLook.lines} field-sizing-content max-h-100`}
      />
    )
  return (
    <input
      {...controlProps(props)}
      type="text"
      inputMode={isUrl ? 'url' : undefined}
      placeholder={isUrl ? 'https://' : undefined}
      autoComplete="off"
      value={text}
      onChange={(event) => type(event.target.value)}
      className={controlLook.line}
    />
  )
}

export function textIn(value: EditorProps['draft']['value']): string {
  if (value === null) return ''
  if (value.kind === 'text' || value.kind === 'url') return value.values.join('\n')
  return value.kind === 'number' || value.kind === 'money' ? value.value : ''
}
