import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Text to the clipboard, and what is said of it. */
export function useCopying(): [said: string, copy: (text: string, done: string) => void] {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(done)
    } catch {
      setSaid(t('contacts.copyFailed'))
    }
  }
  return [said, (text, done) => void copy(text, done)]
}
