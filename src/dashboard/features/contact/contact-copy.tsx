import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Note } from '#dashboard/ui/note.tsx'

/** A source of which only a copy of the contact can be shown: nothing is changed, nothing is linked. */
export const withoutEditing = (source: Source): Source => ({
  ...source,
  capabilities: {
    ...source.capabilities,
    writes: null,
    chats: false,
    talks: false,
    variables: false,
    status: null,
    sections: [],
  },
})

/** Says that the contact is the one of the local copy, and of when. */
export function ContactCopyNote({ asOf, timeZone }: { asOf: string; timeZone: string | null }) {
  const { t, i18n } = useTranslation('contact')
  return (
    <Note tone="warning">
      {t('contact.copy', { time: formatMoment(asOf, i18n.language, timeZone) })}
    </Note>
  )
}
