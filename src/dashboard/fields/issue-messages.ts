import { useTranslation } from 'react-i18next'
import type { Issue } from '#contract/model/issue.ts'
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

/** Those that belong to no single one of several values: a form shows them under the whole. */
export const wholeTexts = (issues: readonly IssueText[]): string[] => [
  ...new Set(
    issues.filter(({ index, part }) => index === undefined && !part).map(({ text }) => text),
  ),
]
