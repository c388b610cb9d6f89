import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { CompanyPage } from '#dashboard/features/company/company-page.tsx'

const companyRoute = getRouteApi('/$source/companies/$id')
const sourceRoute = getRouteApi('/$source')

/** The component of the route, loaded when the first company is opened. */
export function CompanyRoute() {
  const source = sourceRoute.useLoaderData()
  const id = companyRoute.useLoaderData()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  if (source.capabilities.companies?.details !== true) return <NotFoundScreen />
  return (
    <CompanyPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      onTitle={setTitle}
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}
