import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { contactLinks } from '#dashboard/app/contact-link.tsx'
import { matchTargets } from '#dashboard/app/match-targets.ts'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { renderStartedJob } from '#dashboard/app/started-job.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { useChoice } from '#dashboard/features/list/contacts-selection.tsx'
import { PeoplePage } from '#dashboard/features/support/bot-contacts/bot-contacts-page.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

const sourceRoute = getRouteApi('/$source')

export function PeopleRoute() {
  const { t } = useTranslation('bot-contacts')
  const source = sourceRoute.useLoaderData()
  const sources = useQuery(sourceQueries.list())
  const [choice] = useChoice(source.id)
  useTitle(`${t('title')} · ${source.title}`)
  if (source.capabilities.bots.length === 0) return <NotFoundScreen />
  return (
    <PeoplePage
      key={source.id}
      source={source}
      targets={matchTargets(source, sources.data?.items ?? [])}
      chosen={[...choice.contacts.keys()]}
      renderContact={contactLinks}
      renderJob={renderStartedJob}
    />
  )
}
