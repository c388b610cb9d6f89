import { AddressEditor } from './address-editor.tsx'
import { ChoiceEditor } from './choice-editor.tsx'
import { ChoicesEditor } from './choices-editor.tsx'
import { DateEditor } from './date-editor.tsx'
import { DateTimeEditor } from './date-time-editor.tsx'
import type { EditorProps } from './editor-props.ts'
import type { FieldInput } from './field-draft.ts'
import { LegalEntitiesEditor } from './legal-entities-editor.tsx'
import { NumberEditor } from './number-editor.tsx'
import { ContactPointsEditor } from './contact-points-editor.tsx'
import { TextEditor } from './text-editor.tsx'
import { YesNoEditor } from './yes-no-editor.tsx'

export type FieldEditorProps = Omit<EditorProps, 'input'> & { input: FieldInput }

/** The editor for the kind of a field's input. Read-only kinds have none: callers show the value. */
export function FieldEditor({ input, ...props }: FieldEditorProps) {
  switch (input.kind) {
    case 'text':
      return <TextEditor {...props} input={input} />
    case 'number':
      return <NumberEditor {...props} input={input} />
    case 'yesNo':
      return <YesNoEditor {...props} input={input} />
    case 'options':
      return props.definition.type === 'multiselect' ? (
        <ChoicesEditor {...props} input={input} />
      ) : (
        <ChoiceEditor {...props} input={input} />
      )
    case 'date':
      return <DateEditor {...props} input={input} />
    case 'dateTime':
      return <DateTimeEditor {...props} input={input} />
    case 'contactPoints':
      return <ContactPointsEditor {...props} input={input} />
    case 'address':
      return <AddressEditor {...props} input={input} />
    case 'legalEntities':
      return <LegalEntitiesEditor {...props} input={input} />
    case 'readonly':
      return null
  }
}
