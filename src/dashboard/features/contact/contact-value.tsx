import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { InlineValue } from '#dashboard/ui/inline-value.tsx'
import { useContactEditing, type ContactEditing } from './contact-value-context.tsx'
import { setValueEdit, type ValueEdit } from './value-edits.ts'

// Reading is more common: editors and their texts are loaded with the first edit.
const ContactValueEditor = lazyPart(
  () => import('./contact-value-editor.tsx'),
  'ContactValueEditor',
)

type Props = {
  attribute: AttributeKey
  label: string
  /** The value as the contact has it; null: empty. */
  value: Value | null
  /** Renders the value, or how an empty one looks. */
  children: (value: Value | null) => ReactNode
}

/** A value of the contact, which is edited in its place if it can be edited. */
export function ContactValue(props: Props) {
  const editing = useContactEditing()
  const attribute = editing && editableAttribute(editing, props.attribute)
  if (!attribute) return props.children(props.value)
  // In the panel, another contact may follow in the same place.
  return <Editable key={editing.contact.id} {...props} attribute={attribute} editing={editing} />
}

/** The attribute of a value if it can be edited here. */
export function editableAttribute(
  { contact, context }: ContactEditing,
  key: AttributeKey,
): Attribute | undefined {
  const attribute = context.attributes.find((item) => item.key === key)
  if (!attribute || contact.unreadable.includes(key)) return undefined
  return isEditable(attribute, contactValue(contact, key) ?? null) ? attribute : undefined
}

type EditableProps = Omit<Props, 'attribute'> & { attribute: Attribute; editing: ContactEditing }

function Editable({ attribute, label, value, children, editing }: EditableProps) {
  const { t } = useTranslation(['translation', 'contact'])
  const client = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpen, setWasOpen] = useState(false)
  const { contact, context, edits, readAt } = editing
  const edit = edits.get(attribute.key)
  const typed = typedIn(edit, readAt)
  const shown = typed === undefined ? value : typed
  const failed = edit?.state === 'failed' ? edit : undefined
  const atRest = (
    <InlineValue
      editLabel={t('contact.editValue', { label })}
      savingText={edit?.state === 'saving' ? t('contact.savingValue') : undefined}
      takesFocus={wasOpen || edit !== undefined}
      onEdit={() => setIsOpen(true)}
    >
      {children(shown)}
    </InlineValue>
  )
  if (!isOpen && !failed) return atRest
  return (
    <Suspense fallback={atRest}>
      <ContactValueEditor
        attribute={attribute}
        label={label}
        // What was written, as long as the contact was not read again.
        held={typed === undefined ? (contactValue(contact, attribute.key) ?? null) : typed}
        editing={editing}
        failed={failed}
        onClose={() => {
          setIsOpen(false)
          setWasOpen(true)
          if (failed)
            setValueEdit({
              client,
              source: context.source.id,
              id: contact.id,
              attribute: attribute.key,
            })
        }}
      >
        {children}
      </ContactValueEditor>
    </Suspense>
  )
}

/** The value that is shown instead of the one that was read before it was saved. */
function typedIn(edit: ValueEdit | undefined, readAt: number): Value | null | undefined {
  if (edit?.state === 'saving') return edit.value
  return edit?.state === 'saved' && edit.savedAt > readAt ? edit.value : undefined
}
