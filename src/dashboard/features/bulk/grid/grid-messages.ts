import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { toIssueCode } from '#dashboard/fields/issue-codes.ts'
import { issueCodes } from '#dashboard/fields/field-draft.ts'
import type { Checked } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import type { GridRow, CellRejection } from '#dashboard/features/bulk/sheet/grid-rows.ts'

const ownCodes = ['day', 'moment', 'yesNo', 'noChoice', 'unreadable'] as const

/** The messages of a row's cells, by column. */
export type CellMessages = Partial<Record<ColumnKey | 'row', string>>

export function useCellMessages(): (row: GridRow, checked: Checked) => CellMessages {
  const { t } = useTranslation(['grid', 'form'])
  return useCallback(
    ({ status }: GridRow, { issues }: Checked) => {
      const messages: Record<string, string> = {}
      const add = (column: string, text: string) => {
        messages[column] = messages[column] ? `${messages[column]} ${text}` : text
      }
      for (const { column, code, text = '' } of issues) {
        const own = ownCodes.find((item) => item === code)
        const known = issueCodes.find((item) => item === code)
        add(
          column,
          own
            ? t(`issues.${own}`, { text })
            : known
              ? t(`form:issues.${known}`)
              : t('form:issues.sourceMessage', { message: code }),
        )
      }
      const messageOf = ({ code, message }: CellRejection) => {
        const known = toIssueCode(code)
        return known ? t(`form:issues.${known}`) : t('form:issues.sourceMessage', { message })
      }
      if (status?.kind === 'rejected')
        for (const reason of status.reasons) add(reason.column ?? 'row', messageOf(reason))
      if (status?.kind === 'conflict')
        for (const { column, text } of status.theirs)
          add(column, t('changedByOthers', { text: text || '—' }))
      return messages
    },
    [t],
  )
}
