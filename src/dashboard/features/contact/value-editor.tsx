import type { ReactNode } from 'react'
import type { Attribute } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { draftOf } from '#dashboard/fields/attribute-draft.ts'
import { ContactValueConflict } from './contact-value-conflict.tsx'
import type { ContactEditing } from './contact-value-context.tsx'
import { ContactValueForm } from './contact-value-form.tsx'
import { toFormValues, type FormValues } from './form/contact-form-values.ts'
import type { ValueEdit, ValueWork } from './value-edits.ts'

export type ValueEditorProps = {
  attribute: Attribute
  label: string
  held: Value | null
  editing: ContactEditing
  /** What was not saved. */
  failed: Extract<ValueEdit, { state: 'failed' }> | undefined
  onClose: () => void
  children: (value: Value | null) => ReactNode
}

type Props = ValueEditorProps & {
  onSave: (work: ValueWork) => void
  /** Called when the editor goes with a change that was neither saved nor discarded. */
  onLeave?: (work: ValueWork) => void
  /** Whether it is over a cell: its keys and a press beside it save. */
  isCell?: boolean
}

/** The editor of a value wherever it is, or the question whose change is kept. */
export function ValueEditor(props: Props) {
  const { attribute, label, held, editing, failed, isCell, onSave, onLeave, onClose, children } =
    props
  const saveAndClose = (work: ValueWork) => {
    onClose()
    onSave(work)
  }
  if (failed?.failure.kind === 'conflict') {
    const { item } = failed.failure
    return (
      <ContactValueConflict
        label={label}
        conflict={failed.failure}
        renderValue={children}
        onKeepTheirs={onClose}
        onUseMine={() =>
          saveAndClose({
            attribute,
            values: withValue(failed.work.values, attribute, item.mine),
            base: withValue(failed.work.base, attribute, item.theirs),
          })
        }
      />
    )
  }
  return (
    <ContactValueForm
      // A failure brings what was typed back.
      key={failed ? 'failed' : 'new'}
      attribute={attribute}
      label={label}
      editing={editing}
      start={failed?.work ?? newWork(editing, attribute, held)}
      failure={failed?.failure}
      isCell={isCell}
      onSave={saveAndClose}
      onLeave={onLeave}
      onCancel={onClose}
    />
  )
}

/** The contact as it is seen, which may be newer than what was read. */
function newWork(editing: ContactEditing, attribute: Attribute, held: Value | null): ValueWork {
  const base = withValue(toFormValues(editing.contact, editing.context), attribute, held)
  return { attribute, values: base, base }
}

const withValue = (values: FormValues, { key }: Attribute, value: Value | null): FormValues => ({
  ...values,
  drafts: { ...values.drafts, [key]: draftOf(value) },
})
