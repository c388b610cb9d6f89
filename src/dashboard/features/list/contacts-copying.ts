import { useTranslation } from 'react-i18next'
import { showMessage } from '#dashboard/lib/notices.ts'

/** Copies text to the clipboard and reports the result, with `done` if it succeeded. */
export function useCopying(): (text: string, done: string) => void {
  const { t } = useTranslation(['translation', 'setup'])
  return (text, done) =>
    void navigator.clipboard.writeText(text).then(
      () => showMessage({ id: 'copied', text: done }),
      () => showMessage({ id: 'copied', text: t('contacts.copyFailed') }),
    )
}
