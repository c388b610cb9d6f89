import { useTranslation } from 'react-i18next'
import type { Issue, IssueCode } from '#contract/model/issue.ts'
import type { IssueText } from './editor-props.ts'

type Described = Pick<Issue, 'code' | 'message' | 'index' | 'part'>

/**
 * The text of an issue in the user's language, or the source's own message if it has another
 * reason.
 */
export function useIssueMessages(): (issue: Described) => IssueText {
  const { t } = useTranslation('form')
  return ({ code, message, index, part }) => ({
    index,
    part,
    text: code === 'rejected' ? t('issues.rejected', { message }) : t(`issues.${code}`),
  })
}

/** Codes whose text is sufficient even if the affected value is unknown. */
const aboutWhole: readonly IssueCode[] = [
  'unsupported',
  'read_only',
  'not_found',
  'no_such_entity',
  'stale',
  'forbidden',
  'invalid_response',
  'failed',
  'internal',
]

/** Whether an issue of this code says more in the source's own words, below ours. */
export const isReasonOfSource = (code: IssueCode): boolean =>
  code !== 'rejected' && !aboutWhole.includes(code)

/**
 * The same for a line that already states the rejection by the source; if the value is unknown, the
 * source's own message is more precise.
 */
export function useRejectionMessages(): (
  issue: Pick<Issue, 'attribute' | 'code' | 'message'>,
) => string {
  const { t } = useTranslation('form')
  return ({ attribute, code, message }) => {
    const isClear = attribute !== null || aboutWhole.includes(code)
    return code !== 'rejected' && isClear ? t(`issues.${code}`) : message
  }
}
