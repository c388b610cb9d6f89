import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pastedPhones } from '#dashboard/domain/pasted-phones.ts'
import { LinesBox } from '#dashboard/ui/lines-box.tsx'
import { BotContactsMatching, type MatchingProps } from './bot-contacts-matching.tsx'
import { BotContactsStatus } from './bot-contacts-status.tsx'

type Props = MatchingProps & {
  /** Ids selected in the list. */
  selected: number[]
}

const maxBotContacts = 500 // bot contacts; each requires about five calls to two sources

/** Matches bot contacts in bulk, creates or fills their contacts, and sets their status. */
export function BotContactsPage({ selected, ...matching }: Props) {
  const { t } = useTranslation('bot-contacts')
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [issue, setIssue] = useState<string>()
  const ids = () => {
    const value = input.current?.value ?? ''
    const [phone] = pastedPhones(value)
    const texts = value.split(/[\s,;|]+/).filter((text) => text !== '')
    const odd = texts.filter((text) => !/^[1-9]\d{0,14}$/.test(text))
    const read = [...new Set(texts.map(Number))]
    const wrong = phone
      ? t('issues.phone', { phone })
      : odd.length > 0
        ? t('issues.odd', { texts: odd.slice(0, 5).join(', ') })
        : read.length === 0
          ? t('issues.nobody')
          : read.length > maxBotContacts
            ? t('issues.tooMany', { max: maxBotContacts })
            : undefined
    setIssue(wrong)
    if (wrong === undefined) return read
    input.current?.focus()
    return undefined
  }
  return (
    <section className="grid w-full max-w-316 gap-6 px-4 pt-4 pb-12">
      <h1 className="text-title font-strong">{t('title')}</h1>
      <BotContactsMatching
        {...matching}
        ids={ids}
        idsBox={
          <div className="grid gap-1">
            <LinesBox
              ref={input}
              id={id}
              label={t('ids')}
              help={t('idsHelp')}
              rows={6}
              defaultValue={selected.join(', ')}
              issue={issue}
            />
          </div>
        }
        besides={
          matching.source.capabilities.status && (
            <div className="border-t border-line pt-4">
              <BotContactsStatus {...matching} ids={ids} />
            </div>
          )
        }
      />
    </section>
  )
}
