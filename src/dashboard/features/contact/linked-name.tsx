import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'

type Props = { name: string | null; url: string | null; unnamed: string }

/** The name of a linked entity, as a link if it has a page of its own. */
export function LinkedName({ name, url, unnamed }: Props) {
  const { t } = useTranslation()
  const text = name || unnamed
  if (!url) return <span className="wrap-anywhere">{text}</span>
  return (
    <a href={url} target="_blank" rel="noreferrer" className="link wrap-anywhere">
      {text}
      <ExternalLink aria-hidden className="ml-1 inline size-3.5" />
      <span className="sr-only"> {t('app.newWindow')}</span>
    </a>
  )
}
