import { valueKinds } from '#contract/model/value-kinds.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOfText } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** One text. A text with lines keeps them, whatever its field: a one-line input would drop them. */
export function TextEditor({ isUrl = false, ...props }: EditorProps & { isUrl?: boolean }) {
  const { attribute, draft, held, onChange, typing } = props
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

export const UrlEditor = (props: EditorProps) => <TextEditor {...props} isUrl />

/** A value as it is typed where one text is typed. */
export const textIn = (value: EditorProps['draft']['value']): string =>
  value === null ? '' : valueKinds[value.kind].print(value, { timeZone: null, yes: '', no: '' })
