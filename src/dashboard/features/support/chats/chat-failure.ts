import { useTranslation } from 'react-i18next'
import { ApiError } from '#dashboard/lib/api-client.ts'

/** The source's own rules in words, where one of them is what a failure means for chats. */
export function useChatFailure(): (error: unknown) => string | undefined {
  const { t } = useTranslation('chats')
  return (error) => {
    if (!(error instanceof ApiError)) return undefined
    if (error.code === 'source_forbidden') return t('rules.administrators')
    return undefined
  }
}
