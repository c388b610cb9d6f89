import { useTranslation } from 'react-i18next'
import type { contactRu } from '#dashboard/locales/contact-ru.ts'

type Dictionary = 'kinds' | 'addressParts' | 'legalKeys' | 'legalTypes'

/** The label of a source's code; the code itself if there is none. */
export function useCodeLabel() {
  const { t, i18n } = useTranslation(['translation', 'contact'])
  return <Name extends Dictionary>(dictionary: Name, code: string): string => {
    const isKnown = i18n.exists(`contact.${dictionary}.${code}`)
    type Key = keyof (typeof contactRu)['contact']['kinds']
    // The call of `exists` ensures that the key exists, which its type does not express.
    return isKnown ? t(`contact.${dictionary as 'kinds'}.${code as Key}`) : code
  }
}
