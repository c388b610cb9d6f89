import { useTranslation } from 'react-i18next'
import { ApiError } from './api-client.ts'

export type ProblemWords = {
  code: ApiError['code']
  title: string
  text: string
  footnote: string | undefined
}

const titles = {
  invalid_input: 'fault',
  not_found: 'fault',
  foreign_origin: 'fault',
  source_unauthorized: 'rejected',
  source_unpaid: 'rejected',
  source_forbidden: 'rejected',
  source_rejected: 'rejected',
  source_rate_limited: 'wait',
  source_blocked: 'rejected',
  source_unreachable: 'away',
  source_timeout: 'away',
  source_invalid_response: 'fault',
  source_outcome_unknown: 'away',
  internal: 'fault',
  offline: 'offline',
} as const satisfies Record<ApiError['code'], string>

/** A failure in the reader's language: what happened, what to do, what to quote to support. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useTranslation()
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'internal'
    const id = error instanceof ApiError ? error.requestId : undefined
    return {
      code,
      title: t(`problem.titles.${titles[code]}`),
      text: t(`problem.codes.${code}`),
      footnote: id && t('problem.requestId', { id }),
    }
  }
}
