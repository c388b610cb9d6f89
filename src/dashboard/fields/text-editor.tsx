import { valueKinds } from '#contract/model/value-kinds.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOfText } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/**
 * An editor for one text. A text with several lines keeps them, whatever its field: a single-line
 * input would drop them.
 */
export function TextEditor({ isUrl = false, ...props }: EditorProps & { isUrl?: boolean }) {
  const { attribute, draft, held, onChange, typing } = props
  const text = draft.text ?? textIn(draft.value)
  const type = (typed: string) => {
    // Spaces remain while typing; `parse` trims the value that is sent.
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

export const UrlEditor = (props: EditorProps) => <TextEditor {...props} isUrl />

/** The text for editing a value as text. */
export const textIn = (value: EditorProps['draft']['value']): string =>
  value === null ? '' : valueKinds[value.kind].print(value, { timeZone: null, yes: '', no: '' })
