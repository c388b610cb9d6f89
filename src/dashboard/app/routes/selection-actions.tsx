import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { batchEditLink, fromList, gridLink } from '#dashboard/domain/links.ts'
import { LinkButton } from '#dashboard/ui/link-button.tsx'

type Props = { source: Source; ids: number[] }

const maxGridRows = 250 // contacts in one grid, because their IDs are in its URL

/** What can be changed in the selected contacts; each leads to the batch edit and its preview. */
export function SelectionActions({ source, ids }: Props) {
  const { t } = useTranslation(['setup', 'translation'])
  const { knows, writes, filters } = source.capabilities
  if (!writes?.edit || !mayAt(source, 'bulk')) return null
  return (
    <>
      {knows.responsible && (
        <LinkButton look="quiet" {...batchEditLink(source.id, 'responsible')} state={fromList}>
          {t('translation:attributes.responsible')}
        </LinkButton>
      )}
      {writes.tags && (
        <LinkButton look="quiet" {...batchEditLink(source.id, 'tags')} state={fromList}>
          {t('translation:attributes.tags')}
        </LinkButton>
      )}
      <LinkButton look="quiet" {...batchEditLink(source.id)} state={fromList}>
        {t('contacts.editSelected')}
      </LinkButton>
      {filters.includes('ids') && ids.length <= maxGridRows && (
        <LinkButton look="quiet" {...gridLink(source.id, ids)} state={fromList}>
          {t('contacts.editByRow')}
        </LinkButton>
      )}
    </>
  )
}
