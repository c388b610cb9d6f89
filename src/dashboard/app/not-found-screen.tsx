import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { LinkButton } from '#dashboard/ui/link-button.tsx'

export function NotFoundScreen() {
  const { t } = useTranslation('tools')
  return (
    <StatePanel
      tone="calm"
      icon={<Search />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <LinkButton look="primary" to="/">
          {t('notFound.toContacts')}
        </LinkButton>
      }
    />
  )
}
