import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactEdit } from '#contract/api/writes.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { contactMutations } from './contact-mutations.ts'

/**
 * Undoes an edit of a contact, unless somebody has changed the same values since; resolves to what came
 * of it in words. `isReread`: whether lists that show it are loaded anew.
 */
export function useEditUndo(source: string, { isReread = true } = {}) {
  const { t } = useTranslation(['form', 'translation'])
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  return async (edit: ContactEdit): Promise<string> => {
    const { onSettled, ...options } = contactMutations.edit(source, edit.id)
    const own = isReread ? { ...options, ...(onSettled && { onSettled }) } : options
    try {
      const { outcome } = await client.getMutationCache().build(client, own).execute(edit)
      const isDone = outcome === 'changed' || outcome === 'unchanged'
      return t(isDone ? 'undo.done' : outcome === 'conflict' ? 'undo.stale' : 'undo.rejected')
    } catch (error) {
      return messageFor(error).text
    }
  }
}
