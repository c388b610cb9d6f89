import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { renderStartedJob } from '#dashboard/app/started-job.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { ChatsPage } from '#dashboard/features/support/chats/chats-page.tsx'

const chatsRoute = getRouteApi('/$source/chats')
const sourceRoute = getRouteApi('/$source')

export function ChatsRoute() {
  const { t } = useTranslation('chats')
  const source = sourceRoute.useLoaderData()
  const { tab } = chatsRoute.useSearch()
  const navigate = chatsRoute.useNavigate()
  useTitle(`${t('title')} · ${source.title}`)
  if (!source.capabilities.chats) return <NotFoundScreen />
  return (
    <ChatsPage
      key={source.id}
      source={source}
      tab={tab}
      onTab={(next) => void navigate({ search: { tab: next } })}
      renderJob={(id, onUndo) => renderStartedJob(source.id, id, onUndo)}
    />
  )
}
