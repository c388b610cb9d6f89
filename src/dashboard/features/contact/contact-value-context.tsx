import { createContext, Suspense, use, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { lazyPart, Nothing, PartFailureContext } from '#dashboard/lib/lazy-part.tsx'
import type { FormContext } from './form/contact-form-values.ts'
import { useValueEdits, type ValueEdits } from './value-edits.ts'

/** What is needed to edit the values of a contact in their place. */
export type ContactEditing = {
  contact: ContactDetail
  /** When it was read; milliseconds. */
  readAt: number
  context: FormContext
  edits: ValueEdits
}

/** Loaded before it is needed, so that what is typed after E is not lost. */
const EditorAhead = lazyPart(async () => {
  const { EditorAhead } = await import('./contact-value-editor.tsx')
  return { EditorAhead }
}, 'EditorAhead')

const EditingContext = createContext<ContactEditing | undefined>(undefined)

/** Undefined if the contact cannot be edited, or not yet: its values are texts then. */
export const useContactEditing = () => use(EditingContext)

type Props = Pick<ContactEditing, 'contact' | 'readAt'> & { source: Source; children: ReactNode }

/** Makes the values inside editable, as soon as the account's fields are known. */
export function ContactEditingProvider({ source, contact, readAt, children }: Props) {
  const { i18n } = useTranslation()
  const account = useAccount(source, source.capabilities.writes?.edit === true)
  const edits = useValueEdits(source.id, contact.id)
  const isOn = source.capabilities.writes?.edit === true && account.state === 'known'
  const editing = isOn && {
    contact,
    readAt,
    edits,
    context: {
      source,
      attributes: sourceAttributes(source.capabilities, account.definitions, account.users),
      hasUsers: account.users !== null,
      typing: { timeZone: account.account.timeZone, isCommaDecimal: i18n.language === 'ru' },
    },
  }
  return (
    <EditingContext value={editing || undefined}>
      {children}
      {isOn && (
        <PartFailureContext value={Nothing}>
          <Suspense>
            <EditorAhead />
          </Suspense>
        </PartFailureContext>
      )}
    </EditingContext>
  )
}
