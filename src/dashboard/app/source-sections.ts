import type { TFunction } from 'i18next'
import type { Source } from '#contract/api/sources.ts'

/** The sources in which bot contacts may have matching contacts; none for a source without bots. */
export const matchTargets = ({ capabilities }: Source, sources: Source[]): Source[] =>
  capabilities.bots.length === 0
    ? []
    : sources.filter(
        ({ capabilities: can }) => can.search && can.writes?.create && can.bots.length === 0,
      )

/** The pages of a source on which one may do something, in display order; their addresses end with the names. */
export function sectionsOf(source: Source, sources: Source[], t: TFunction) {
  const can = source.capabilities
  const hasMatching =
    (can.bots.length > 0 && can.status) || matchTargets(source, sources).length > 0
  const all = [
    { name: 'overview', text: t('app.overview'), isThere: can.overview },
    { name: 'contacts', text: t('contacts.title'), isThere: true },
    { name: 'chats', text: t('app.chats'), isThere: can.chats },
    { name: 'bot-contacts', text: t('app.matching'), isThere: hasMatching },
    { name: 'jobs', text: t('app.jobs'), isThere: true },
  ] as const
  return all.filter(({ isThere }) => isThere)
}

export type SectionName = ReturnType<typeof sectionsOf>[number]['name']
