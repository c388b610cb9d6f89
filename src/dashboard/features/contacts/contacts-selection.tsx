import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import { Button } from '#dashboard/ui/button.tsx'

type Props = { selected: Contact[]; onClear: () => void }

/** What can be done with the chosen contacts. */
export function ContactsSelection({ selected, onClear }: Props) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const phones = selected.flatMap((c) => c.phones.map((p) => p.value))
  const emails = selected.flatMap((c) => c.emails.map((e) => e.value))
  const copy = async (values: string[], done: string) => {
    try {
      await navigator.clipboard.writeText(values.join('\n'))
      setSaid(done)
    } catch {
      setSaid(t('contacts.copyFailed'))
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-1 rounded bg-tint pl-3">
      <p role="status" className="mr-2 font-strong tabular-nums">
        {t('contacts.selected', { count: selected.length })}
      </p>
      <Button
        look="quiet"
        aria-disabled={phones.length === 0}
        onClick={() => void copy(phones, t('contacts.phonesCopied', { count: phones.length }))}
      >
        {t('contacts.copyPhones')}
      </Button>
      <Button
        look="quiet"
        aria-disabled={emails.length === 0}
        onClick={() => void copy(emails, t('contacts.emailsCopied', { count: emails.length }))}
      >
        {t('contacts.copyEmails')}
      </Button>
      <span role="status" className="text-quiet">
        {said}
      </span>
      <Button look="quiet" onClick={onClear}>
        {t('contacts.clearSelection')}
      </Button>
    </div>
  )
}
