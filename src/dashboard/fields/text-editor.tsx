import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** A text. One with line breaks gets a multi-line input whatever its type, to keep them. */
export function TextEditor(props: EditorProps<'text'>) {
  const { definition, input, onChange } = props
  if (definition.type === 'textarea' || input.text.includes('\n'))
    return (
      <textarea
        {...controlProps(props)}
        rows={3}
        value={input.text}
        onChange={(event) => onChange({ kind: 'text', text: event.target.value })}
        className={`${controlLook.lines} field-sizing-content max-h-100`}
      />
    )
  return (
    <input
      {...controlProps(props)}
      type="text"
      inputMode={definition.type === 'url' ? 'url' : undefined}
      placeholder={definition.type === 'url' ? 'https://' : undefined}
      autoComplete="off"
      value={input.text}
      onChange={(event) => onChange({ kind: 'text', text: event.target.value })}
      className={controlLook.line}
    />
  )
}
