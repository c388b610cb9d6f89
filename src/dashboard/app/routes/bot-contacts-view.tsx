import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { matchTargets } from '#dashboard/app/source-sections.ts'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { renderStartedJob } from '#dashboard/app/started-job.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { emptySelection, useSelection } from '#dashboard/features/list/contacts-selection.tsx'
import { BotContactsPage } from '#dashboard/features/support/bot-contacts/bot-contacts-page.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

const sourceRoute = getRouteApi('/$source')

export function BotContactsRoute() {
  const { t } = useTranslation('bot-contacts')
  const source = sourceRoute.useLoaderData()
  const sources = useQuery(sourceQueries.list())
  const [selection, updateSelection] = useSelection(source.id)
  useTitle(`${t('title')} · ${source.title}`)
  if (source.capabilities.bots.length === 0) return <NotFoundScreen />
  return (
    <BotContactsPage
      key={source.id}
      source={source}
      targets={matchTargets(source, sources.data?.items ?? [])}
      selected={[...selection.contacts.keys()]}
      renderJob={renderStartedJob}
      // The jobs have their contacts: if they remained selected, they could be changed again by
      // accident.
      onStarted={() => updateSelection(() => emptySelection)}
    />
  )
}
