import {
  useBlocker,
  useLoaderData,
  useNavigate,
  useRouter,
  useSearch,
} from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactGridPage } from '#dashboard/features/bulk/grid/grid-page.tsx'
import { BackToList } from '#dashboard/app/back-to-list.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { contactLink, contactsLink } from '#dashboard/domain/links.ts'
import type { RowTarget } from '#dashboard/features/bulk/sheet/grid-rows.ts'

/** The grid on its own page, loaded when several contacts are to be created. */
export function ContactGridRoute() {
  const source = useLoaderData({ from: '/$source' })
  const { ids } = useSearch({ from: '/$source/contacts/batch' })
  const navigate = useNavigate()
  const router = useRouter()
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
      hrefFor={(target) => router.buildLocation(linkTo(source.id, target)).href}
      onOpen={(target) => void navigate(linkTo(source.id, target))}
      renderBack={(children) => <BackToList source={source.id}>{children}</BackToList>}
    />
  )
}

const linkTo = (source: string, target: RowTarget) =>
  'id' in target ? contactLink(source, target.id) : contactsLink(source, target)
