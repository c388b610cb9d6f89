import { createRoute, stripSearchParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { lastOpened } from '#dashboard/app/last-opened.ts'
import { useTitle } from '#dashboard/app/use-title.ts'
import {
  contactsSearch,
  contactsSearchDefaults,
} from '#dashboard/features/contacts/contacts-search.ts'
import { ContactsPage } from '#dashboard/features/contacts/contacts-page.tsx'
import { sourceRoute } from './source.tsx'

export const contactsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts',
  validateSearch: contactsSearch,
  search: { middlewares: [stripSearchParams(contactsSearchDefaults)] },
  component: ContactsRoute,
})

function ContactsRoute() {
  const source = sourceRoute.useLoaderData()
  const asked = contactsRoute.useSearch()
  const navigate = contactsRoute.useNavigate()
  const { t } = useTranslation()
  useTitle(`${t('contacts.title')} · ${source.title}`)

  const changeQuery = (change: Partial<ContactQuery>) =>
    void navigate({
      search: (old) => ({ ...old, ...change }),
      // A page turned, a search begun or cleared is a step to go back to; each letter typed is not.
      replace: Boolean(change.search && asked.search),
      resetScroll: false,
    })
  const hrefFor = useCallback((id: number) => `/${source.id}/contacts/${id}`, [source.id])
  const open = useCallback(
    (id: number) => {
      lastOpened.remember(id)
      void navigate({
        to: '/$source/contacts/$id',
        params: { source: source.id, id: String(id) },
        search: { open: '' },
        state: { isFromList: true },
      })
    },
    [navigate, source.id],
  )
  return (
    <ContactsPage
      key={source.id}
      source={source}
      asked={asked}
      onQueryChange={changeQuery}
      hrefFor={hrefFor}
      onOpen={open}
      returnedFrom={lastOpened.id()}
    />
  )
}
