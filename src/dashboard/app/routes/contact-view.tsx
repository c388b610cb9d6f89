import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { ContactPage } from '#dashboard/features/contact/contact-page.tsx'

const contactRoute = getRouteApi('/$source/contacts/$id')
const sourceRoute = getRouteApi('/$source')

/** The component side of the route, loaded when the first contact is opened or soon to be. */
export function ContactRoute() {
  const source = sourceRoute.useLoaderData()
  const id = contactRoute.useLoaderData()
  const search = contactRoute.useSearch()
  const navigate = contactRoute.useNavigate()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  return (
    <ContactPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      search={search}
      onTitle={setTitle}
      onSearchChange={(next) =>
        void navigate({
          search: next,
          // One step back is the list, not the section that was closed.
          replace: true,
          state: (old) => old,
          resetScroll: false,
        })
      }
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}
