import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** What the browser's tab, its history and a screen reader call the page. */
export function useTitle(title: string | undefined): void {
  const { t } = useTranslation()
  const name = t('app.name')
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name
  }, [title, name])
}
