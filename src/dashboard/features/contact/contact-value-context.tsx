import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { formContextOf } from './form/contact-form-context.ts'
import type { EditedContact, FormContext } from './form/contact-form-values.ts'
import { useValueEdits, type ValueEdits } from './value-edits.ts'

/** What is needed to edit the values of a contact in their place. */
export type ContactEditing = {
  contact: EditedContact
  /** When it was read; milliseconds. */
  readAt: number
  context: FormContext
  edits: ValueEdits
}

// Reading is more common: editors and their texts are loaded after the page.
export const ContactValueEditor = lazyPart(
  () => import('./contact-value-editor.tsx'),
  'ContactValueEditor',
)

const EditingContext = createContext<ContactEditing | undefined>(undefined)

/** Undefined if the contact cannot be edited, or not yet: its values are texts then. */
export const useContactEditing = () => use(EditingContext)

type Props = Pick<ContactEditing, 'readAt'> & {
  source: Source
  contact: ContactDetail
  children: ReactNode
}

/**
 * Makes the values inside editable, as soon as the account's fields are known and the editors are
 * there: an editor that came later than its click would move the page, and lose what is typed.
 */
export function ContactEditingProvider({ source, contact, readAt, children }: Props) {
  const { i18n } = useTranslation()
  const isEdited = source.capabilities.writes?.edit === true
  const account = useAccount(source, isEdited)
  const edits = useValueEdits(source.id, contact.id)
  const [hasEditors, setHasEditors] = useState(false)
  useEffect(() => {
    if (!isEdited) return
    let isShown = true
    // What could not be loaded is reported in the place of the first value that is edited.
    void Promise.allSettled([ContactValueEditor.load(), i18n.loadNamespaces('form')]).then(() => {
      if (isShown) setHasEditors(true)
    })
    return () => {
      isShown = false
    }
  }, [isEdited, i18n])
  const isOn = hasEditors && account.state === 'known'
  const editing = isOn && {
    contact,
    readAt,
    edits,
    context: formContextOf(source, account, i18n.language),
  }
  return <EditingContext value={editing || undefined}>{children}</EditingContext>
}
