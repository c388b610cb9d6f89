import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Copies text to the clipboard and returns the message about the result. */
export function useCopyToClipboard(): [
  message: string,
  copy: (text: string, done: string) => void,
] {
  const { t } = useTranslation()
  const [announcement, setAnnouncement] = useState('')
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setAnnouncement(done)
    } catch {
      setAnnouncement(t('contacts.copyFailed'))
    }
  }
  return [announcement, (text, done) => void copy(text, done)]
}
