import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'
import { InlineValue } from '#dashboard/ui/inline-value.tsx'
import {
  ContactValueEditor,
  useContactEditing,
  type ContactEditing,
} from './contact-value-context.tsx'
import { setValueEdit, type ValueEdit } from './value-edits.ts'

type Props = {
  attribute: AttributeKey
  label: string
  /** The value as the contact has it; null: empty. */
  value: Value | null
  /** Renders the value, or how an empty one looks. */
  children: (value: Value | null) => ReactNode
  /** Around the value, such as a heading, which the page has also while its text is edited. */
  renderFrame?: (content: ReactNode) => ReactNode
}

/** A value of the contact, which is edited in its place if it can be edited. */
export function ContactValue(props: Props) {
  const { attribute: key, label, value, children, renderFrame = (content) => content } = props
  const { t } = useTranslation(['translation', 'contact'])
  const client = useQueryClient()
  const editing = useContactEditing()
  const id = editing?.contact.id
  const [open, setOpen] = useState<{ id: number; isOpen: boolean }>()
  // In the panel, another contact may follow in the same place.
  const ownOpen = open?.id === id ? open : undefined
  const attribute = editing && editableAttribute(editing, key)
  const edit = editing?.edits.get(key)
  const typed = editing && typedIn(edit, editing.readAt)
  const shown = typed === undefined ? value : typed
  const failed = edit?.state === 'failed' ? edit : undefined
  // The same element before and after it can be edited: what has the focus in it remains.
  const atRest = (
    <InlineValue
      editLabel={t('contact.editValue', { label })}
      savingText={edit?.state === 'saving' ? t('contact.savingValue') : undefined}
      takesFocus={ownOpen !== undefined || edit !== undefined}
      onEdit={attribute && (() => setOpen({ id: editing.contact.id, isOpen: true }))}
    >
      {renderFrame(children(shown))}
    </InlineValue>
  )
  if (!attribute || !(ownOpen?.isOpen || failed)) return atRest
  const { contact, context } = editing
  const close = () => {
    setOpen({ id: contact.id, isOpen: false })
    if (failed) setValueEdit({ client, source: context.source.id, id: contact.id, attribute: key })
  }
  return (
    <Suspense fallback={atRest}>
      {props.renderFrame && <div className="sr-only">{renderFrame(children(shown))}</div>}
      <ContactValueEditor
        key={contact.id}
        attribute={attribute}
        label={label}
        // What was written, as long as the contact was not read again.
        held={typed === undefined ? (contactValue(contact, key) ?? null) : typed}
        editing={editing}
        failed={failed}
        onClose={close}
      >
        {children}
      </ContactValueEditor>
    </Suspense>
  )
}

/** The attribute of a value if it can be edited here. */
export function editableAttribute(
  { contact, context }: ContactEditing,
  key: AttributeKey,
): Attribute | undefined {
  const attribute = context.attributes.find((item) => item.key === key)
  if (!attribute || contact.unreadable?.includes(key)) return undefined
  return isEditable(attribute, contactValue(contact, key) ?? null) ? attribute : undefined
}

/** The value that is shown instead of the one that was read before it was saved. */
export function typedIn(edit: ValueEdit | undefined, readAt: number): Value | null | undefined {
  if (edit?.state === 'saving') return edit.value
  return edit?.state === 'saved' && edit.savedAt > readAt ? edit.value : undefined
}
