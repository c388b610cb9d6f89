import { useBlocker, useLoaderData, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactGridPage } from '#dashboard/features/bulk/grid/grid-page.tsx'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { contactHref, contactLink } from '#dashboard/domain/links.ts'

/** The grid on its own page, loaded when several contacts are to be created. */
export function ContactGridRoute() {
  const source = useLoaderData({ from: '/$source' })
  const { ids } = useSearch({ from: '/$source/contacts/batch' })
  const navigate = useNavigate()
  const asked = useMemo(() => ids && [...new Set(ids.split(',').map(Number))], [ids])
  const [title, setTitle] = useState<string>()
  useTitle(title)
  const { t } = useTranslation('grid')
  const isDirty = useRef(false)
  const onDirtyChange = useCallback((next: boolean) => {
    isDirty.current = next
  }, [])
  useBlocker({
    shouldBlockFn: () => isDirty.current && !window.confirm(t('leave')),
    enableBeforeUnload: () => isDirty.current,
  })
  return (
    <ContactGridPage
      key={`${source.id}/${ids ?? ''}`}
      source={source}
      ids={asked || undefined}
      onTitle={setTitle}
      onDirtyChange={onDirtyChange}
      hrefFor={(id) => contactHref(source.id, id)}
      onOpen={(id) => void navigate(contactLink(source.id, id))}
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}
