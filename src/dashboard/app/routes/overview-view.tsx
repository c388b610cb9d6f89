import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { OverviewPage } from '#dashboard/features/overview/overview-page.tsx'

const sourceRoute = getRouteApi('/$source')

export function OverviewRoute() {
  const { t } = useTranslation('overview')
  const source = sourceRoute.useLoaderData()
  useTitle(`${t('title')} · ${source.title}`)
  if (!source.capabilities.overview) return <NotFoundScreen />
  return <OverviewPage key={source.id} source={source} />
}
