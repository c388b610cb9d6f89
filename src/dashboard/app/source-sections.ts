import type { TFunction } from 'i18next'
import type { Capabilities } from '#contract/api/sources.ts'

/** The pages of a source, in display order. */
export function sectionsOf(can: Capabilities, t: TFunction) {
  const all = [
    {
      to: '/$source/overview',
      name: 'overview',
      text: t('app.overview'),
      isThere: can.overview !== null,
    },
    { to: '/$source/contacts', name: 'contacts', text: t('contacts.title'), isThere: true },
    { to: '/$source/chats', name: 'chats', text: t('app.chats'), isThere: can.chats },
    {
      to: '/$source/bot-contacts',
      name: 'matching',
      text: t('app.matching'),
      isThere: can.bots.length > 0,
    },
    { to: '/$source/jobs', name: 'jobs', text: t('app.jobs'), isThere: can.writes !== null },
  ] as const
  return all.filter(({ isThere }) => isThere)
}

export type SectionName = ReturnType<typeof sectionsOf>[number]['name']
