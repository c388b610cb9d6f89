import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { companyLink, fromList } from '#dashboard/domain/links.ts'

/** Opens companies that cells link to within the page; their links are plain, because cells are. */
export function useCompanyLinks(source: string): void {
  const navigate = useNavigate()
  const press = useEffectEvent((event: MouseEvent) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    const link =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>('a[data-company]')
        : undefined
    const id = Number(link?.dataset['company'])
    if (!id || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    void navigate({ ...companyLink(source, id), state: fromList })
  })
  useEffect(() => {
    document.addEventListener('click', press)
    return () => document.removeEventListener('click', press)
  }, [])
}
