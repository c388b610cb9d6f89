import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ourFaultCode } from '#dashboard/fields/issue-codes.ts'
import { faultCodes } from '#dashboard/fields/field-draft.ts'
import type { Checked } from '#dashboard/features/bulk/sheet/grid-validation.ts'
import type { ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import type { GridRow, Refusal } from '#dashboard/features/bulk/sheet/grid-rows.ts'

const ownCodes = ['day', 'moment', 'yesNo', 'noChoice', 'unreadable'] as const

/** What is wrong with the cells of a row, by column, in the reader's language. */
export type CellWords = Partial<Record<ColumnKey | 'row', string>>

export function useCellWords(): (row: GridRow, checked: Checked) => CellWords {
  const { t } = useTranslation(['grid', 'form'])
  return useCallback(
    ({ fate }: GridRow, { faults }: Checked) => {
      const words: Record<string, string> = {}
      const tell = (column: string, text: string) => {
        words[column] = words[column] ? `${words[column]} ${text}` : text
      }
      for (const { column, code, text = '' } of faults) {
        const own = ownCodes.find((one) => one === code)
        const known = faultCodes.find((one) => one === code)
        tell(
          column,
          own
            ? t(`issues.${own}`, { text })
            : known
              ? t(`form:issues.${known}`)
              : t('form:issues.sourceMessage', { message: code }),
        )
      }
      const said = ({ code, message }: Refusal) => {
        const known = ourFaultCode(code)
        return known ? t(`form:issues.${known}`) : t('form:issues.sourceMessage', { message })
      }
      if (fate?.kind === 'rejected')
        for (const reason of fate.reasons) tell(reason.column ?? 'row', said(reason))
      if (fate?.kind === 'conflict')
        for (const { column, text } of fate.theirs) tell(column, t('changedByOthers', { text: text || '—' }))
      return words
    },
    [t],
  )
}
