import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActionLink } from '#dashboard/app/action-link.tsx'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { OverviewPage } from '#dashboard/features/overview/overview-page.tsx'
import { contactsSearch } from '#dashboard/domain/contacts-search.ts'

const sourceRoute = getRouteApi('/$source')

export function OverviewRoute() {
  const { t } = useTranslation('overview')
  const source = sourceRoute.useLoaderData()
  useTitle(`${t('title')} · ${source.title}`)
  if (!source.capabilities.overview) return <NotFoundScreen />
  const params = { source: source.id }
  return (
    <OverviewPage
      key={source.id}
      source={source}
      renderList={(filters, words, label) => (
        <Link
          to="/$source/contacts"
          params={params}
          search={contactsSearch.parse(filters)}
          aria-label={label}
          className="text-accent underline-offset-2 hover:underline"
        >
          {words}
        </Link>
      )}
      toContacts={
        <ActionLink to="/$source/contacts" params={params}>
          {t('toContacts')}
        </ActionLink>
      }
    />
  )
}
