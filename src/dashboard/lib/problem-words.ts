import { useTranslation } from 'react-i18next'
import { ApiError } from './api-client.ts'

export type ProblemWords = { code: ApiError['code']; text: string; footnote: string | undefined }

/** A failure in the reader's language: what happened, what to do, what to quote to support. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useTranslation()
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'internal'
    const id = error instanceof ApiError ? error.requestId : undefined
    return {
      code,
      text: t(`problem.codes.${code}`),
      footnote: id && t('problem.requestId', { id }),
    }
  }
}
