import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTitle } from '#dashboard/app/use-title.ts'
import { SourcesPage } from '#dashboard/features/sources/sources-page.tsx'
import { readCapabilities } from './contacts-ahead.ts'

export function SourcesRoute() {
  const { t } = useTranslation('sources')
  const client = useQueryClient()
  const router = useRouter()
  useTitle(t('title'))
  return (
    <SourcesPage onCapabilitiesChange={(source) => void readCapabilities(client, router, source)} />
  )
}
