import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import type { PaletteEntry } from './palette-entry.ts'

type Options = { unnamed: string; isSourceNamed: boolean; run: () => void }

/** A contact with what tells it from others of its name. */
export const contactEntry = (
  group: string,
  source: Source,
  contact: Contact,
  { unnamed, isSourceNamed, run }: Options,
): PaletteEntry => ({
  key: `${group}-${source.id}-${contact.id}`,
  text: contact.name || unnamed,
  detail: [
    formatPhone(contact.phones[0]?.value ?? ''),
    contact.emails[0]?.value,
    contact.company?.name,
    isSourceNamed && source.title,
  ]
    .filter(Boolean)
    .join(' · '),
  isName: true,
  run,
})
