import { useTranslation } from 'react-i18next'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { LoadError } from '#dashboard/lib/load-module.ts'

export type ProblemMessage = {
  code: ApiError['code']
  title: string
  text: string
  footnote: string | undefined
}

/** Of codes whose title says more than that something went wrong. */
const titles: Partial<Record<ApiError['code'], Title>> = {
  unauthenticated: 'denied',
  forbidden: 'denied',
  over_limit: 'denied',
  throttled: 'denied',
  last_admin: 'denied',
  source_unauthorized: 'rejected',
  source_unpaid: 'rejected',
  source_moved: 'rejected',
  source_forbidden: 'rejected',
  source_rejected: 'rejected',
  source_rate_limited: 'rateLimited',
  too_many_requests: 'rateLimited',
  source_blocked: 'rejected',
  source_unreachable: 'unavailable',
  source_timeout: 'unavailable',
  source_outcome_unknown: 'unavailable',
  state_unavailable: 'unavailable',
  state_full: 'unavailable',
  offline: 'offline',
}
type Title = 'denied' | 'rejected' | 'rateLimited' | 'unavailable' | 'offline'

/** Texts for a failure: what happened, what to do, and what to include in a support request. */
export function useProblemMessages(): (error: unknown) => ProblemMessage {
  const { t } = useTranslation()
  return (error) => {
    const {
      code = 'internal',
      requestId: id,
      limit,
    }: Partial<ApiError> = error instanceof ApiError ? error : {}
    return {
      code,
      title: t(`problem.titles.${titles[code] ?? 'failure'}`),
      text:
        error instanceof LoadError
          ? t('problem.partFailed')
          : t(`problem.codes.${code}`, { limit }),
      footnote: id && t('problem.requestId', { id }),
    }
  }
}
