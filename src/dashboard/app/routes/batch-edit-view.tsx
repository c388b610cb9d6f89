import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { BatchEditPage } from '#dashboard/features/bulk/batch/batch-edit-page.tsx'
import { emptySelection, useSelection } from '#dashboard/features/list/contacts-selection.tsx'
import { jobLink } from '#dashboard/domain/links.ts'

const route = getRouteApi('/$source/contacts/edit')
const sourceRoute = getRouteApi('/$source')

/** The page of the route, loaded when a selection is edited. */
export function BatchEditRoute() {
  const source = sourceRoute.useLoaderData()
  const navigate = route.useNavigate()
  const [selection, updateSelection] = useSelection(source.id)
  const { t } = useTranslation('batch')
  useTitle(`${t('what')} · ${source.title}`)
  return (
    <BatchEditPage
      key={source.id}
      source={source}
      selected={[...selection.contacts.values()]}
      query={selection.scope === 'all' ? selection.query : undefined}
      isPart={selection.scope === 'part'}
      field={route.useSearch().field}
      onStarted={(job) => {
        // The job has its contacts: if they remained selected, they could be edited again by
        // accident.
        updateSelection(() => emptySelection)
        void navigate(jobLink(source.id, job))
      }}
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}
