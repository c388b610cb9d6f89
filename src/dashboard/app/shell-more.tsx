import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Layers } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { useLayer } from '#dashboard/ui/layers.ts'

/**
 * On phones the header is a sheet, which this button of the bottom bar opens: the sources, search,
 * language and theme. The style sheet shows it, by an attribute of the page.
 */
export function ShellMore() {
  const { t } = useTranslation('tools')
  const { source: id } = useParams({ strict: false })
  const source = useQuery(sourceQueries.list()).data?.items.find((item) => item.id === id)
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setIsOpen(false)
  useLayer(isOpen, close)

  useEffect(() => {
    const header = document.querySelector<HTMLElement>('.app-header')
    if (!isOpen || !header) return
    const { dataset } = document.documentElement
    dataset['more'] = ''
    header.querySelector<HTMLElement>('nav a')?.focus()
    const press = ({ target }: PointerEvent) => {
      const isInside = target instanceof Node && header.contains(target)
      if (!isInside && !(target instanceof Node && button.current?.contains(target)))
        setIsOpen(false)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      setIsOpen(false)
      button.current?.focus()
    }
    // What leads to another page, and the search, which takes the whole window.
    const leave = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a, .app-tool')) setIsOpen(false)
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key)
    header.addEventListener('click', leave)
    return () => {
      delete dataset['more']
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key)
      header.removeEventListener('click', leave)
    }
  }, [isOpen])

  const name = source?.title
  return (
    <button
      ref={button}
      type="button"
      aria-label={name ? t('navigation.moreOf', { name }) : t('navigation.more')}
      aria-expanded={isOpen}
      onClick={() => setIsOpen(!isOpen)}
      className="app-section app-more text-quiet aria-expanded:bg-sunken aria-expanded:text-ink"
    >
      <Layers aria-hidden className="size-4 shrink-0" />
      <span className="app-section-text max-w-full truncate">{name ?? t('navigation.more')}</span>
    </button>
  )
}
