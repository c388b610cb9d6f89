import { useTranslation } from 'react-i18next'
import type { Issue, IssueCode } from '#contract/model/issue.ts'
import type { IssueText } from './editor-props.ts'

type Described = Pick<Issue, 'code' | 'message' | 'index' | 'part'>

/** What an issue says in the reader's language; the source's own words where it has a reason of its own. */
export function useIssueMessages(): (issue: Described) => IssueText {
  const { t } = useTranslation('form')
  return ({ code, message, index, part }) => ({
    index,
    part,
    text: code === 'rejected' ? t('issues.rejected', { message }) : t(`issues.${code}`),
  })
}

/** What says enough where nobody knows which value is meant. */
const aboutWhole: readonly IssueCode[] = [
  'unsupported',
  'read_only',
  'not_found',
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
 * The same for a line that says already that the source did not take it; of a value that we do not know
 * the source's own words say more.
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
