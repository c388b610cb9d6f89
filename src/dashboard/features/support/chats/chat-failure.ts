import { useTranslation } from 'react-i18next'
import { ApiError } from '#dashboard/lib/api-client.ts'

/** The text of a failure that means a rule of the source for chats. */
export function useChatFailure(): (error: unknown) => string | undefined {
  const { t } = useTranslation('chats')
  return (error) => {
    if (!(error instanceof ApiError)) return undefined
    if (error.code === 'source_forbidden') return t('rules.administrators')
    return undefined
  }
}
