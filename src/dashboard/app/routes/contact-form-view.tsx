import { getRouteApi, useBlocker } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'
import { ContactFormPage } from '#dashboard/features/contact/form/contact-form-page.tsx'
import { BackLink } from '#dashboard/ui/link-button.tsx'
import { contactHref, contactLink, contactsLink } from '#dashboard/domain/links.ts'
import { BackToList, useBackToList } from '#dashboard/app/back-to-list.tsx'
import { lastList, lastSaved } from '#dashboard/app/tab-memory.ts'
import { useTitle } from '#dashboard/app/use-title.ts'

const sourceRoute = getRouteApi('/$source')
const newContactRoute = getRouteApi('/$source/contacts/new')
const editContactRoute = getRouteApi('/$source/contacts/$id/edit')

/** The form on its own page; loaded when it is opened. */
export function NewContactRoute() {
  const source = sourceRoute.useLoaderData()
  const navigate = newContactRoute.useNavigate()
  const { name, phone, email } = newContactRoute.useSearch()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  const goBack = useBackToList()
  const { leaving, onDirtyChange } = useLeaveGuard()
  return (
    <ContactFormPage
      key={`${source.id} ${name} ${phone} ${email}`}
      source={source}
      known={{ name, phone, email }}
      hrefFor={(id) => contactHref(source.id, id)}
      onTitle={setTitle}
      onDirtyChange={onDirtyChange}
      leaving={leaving}
      onSaved={(saved) => {
        lastSaved.remember(source.id, saved)
        void navigate({
          ...contactLink(source.id, saved.id),
          replace: true,
          state: (old) => old,
        })
      }}
      onCancel={() => {
        if (!goBack()) void navigate(contactsLink(source.id, lastList.search(source.id)))
      }}
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}

export function EditContactRoute() {
  const source = sourceRoute.useLoaderData()
  const id = editContactRoute.useLoaderData()
  const navigate = editContactRoute.useNavigate()
  const [title, setTitle] = useState<string>()
  useTitle(title)
  const { leaving, onDirtyChange } = useLeaveGuard()
  const toContact = () =>
    void navigate({ ...contactLink(source.id, id), replace: true, state: (old) => old })
  return (
    <ContactFormPage
      key={`${source.id}/${id}`}
      source={source}
      id={id}
      hrefFor={(other) => contactHref(source.id, other)}
      onTitle={setTitle}
      onDirtyChange={onDirtyChange}
      leaving={leaving}
      onSaved={(saved) => {
        lastSaved.remember(source.id, saved)
        toContact()
      }}
      onCancel={toContact}
      renderBack={(children) => (
        <BackLink {...contactLink(source.id, id)} state={(old) => old}>
          {children}
        </BackLink>
      )}
    />
  )
}

/** Blocks leaving with unsaved changes, by a link, a shortcut or the browser. */
function useLeaveGuard() {
  // Not state, because it is read immediately after saving, before the next render.
  const isDirty = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty.current,
    enableBeforeUnload: () => isDirty.current,
    withResolver: true,
  })
  const onDirtyChange = useCallback((next: boolean) => {
    isDirty.current = next
  }, [])
  const leaving =
    blocker.status === 'blocked' ? { stay: blocker.reset, leave: blocker.proceed } : undefined
  return { leaving, onDirtyChange }
}
