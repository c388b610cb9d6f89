import { useValueSaving } from './contact-value-saving.ts'
import { ValueEditor, type ValueEditorProps } from './value-editor.tsx'

/** The editor of a value in its place, or the question whose change is kept. */
export function ContactValueEditor(props: ValueEditorProps) {
  const { save, keep } = useValueSaving(props.editing, props.label)
  return <ValueEditor {...props} onSave={(work) => void save(work)} onLeave={keep} />
}
