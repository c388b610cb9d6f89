import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import type { Checked } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import type { GridRow, CellRejection } from '#dashboard/features/bulk/sheet/grid-rows.ts'

/** Issues of the cells of a row, by column, in the user's language. */
export type CellMessages = Partial<Record<ColumnKey | 'row', string>>

export function useCellMessages(): (row: GridRow, checked: Checked) => CellMessages {
  const { t } = useTranslation('grid')
  const messageFor = useIssueMessages()
  return useCallback(
    ({ status }: GridRow, { issues }: Checked) => {
      const messages: Record<string, string> = {}
      const add = (column: string, text: string) => {
        messages[column] = messages[column] ? `${messages[column]} ${text}` : text
      }
      for (const { column, text, ...issue } of issues) {
        const message = messageFor(issue).text
        add(column, text ? t('issueOf', { text, message }) : message)
      }
      const messageOf = (rejection: CellRejection) => messageFor(rejection).text
      if (status?.kind === 'rejected')
        for (const reason of status.reasons) add(reason.column ?? 'row', messageOf(reason))
      if (status?.kind === 'conflict')
        for (const { column, text } of status.theirs)
          add(column, t('changedByOthers', { text: text || '—' }))
      return messages
    },
    [t, messageFor],
  )
}
