import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { pastedPhones } from '#dashboard/domain/pasted-phones.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LinesBox } from '#dashboard/ui/lines-box.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { readTokens, type Tokens } from './chat-tokens.ts'
import { ChatsLookupResults } from './chats-lookup-results.tsx'
import { ChatsRecent } from './chats-recent.tsx'
import { LookupState } from './lookup-state.tsx'
import { useLookup } from './use-lookup.ts'

// about 40 requests to the source, which take six seconds at its rate limit
const maxPerLookup = 5000

/** Looks up pasted chats and contacts, in any mixture and with any separators. */
export function ChatsLookup({ source: { id: source, capabilities } }: { source: Source }) {
  const { t } = useTranslation('chats')
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const { lookup, startLookup, stop } = useLookup<Tokens>(source)
  const [issue, setIssue] = useState<string>()
  const [phone, setPhone] = useState<string>()

  const start = () => {
    const text = input.current?.value ?? ''
    const [phone] = pastedPhones(text)
    setPhone(phone)
    if (phone) {
      setIssue(t('issues.phone', { phone }))
      input.current?.focus()
      return
    }
    const tokens = readTokens(text)
    const count = tokens.chats.length + tokens.contacts.length
    if (count === 0 || count > maxPerLookup) {
      setIssue(count === 0 ? t('issues.nothing') : t('issues.tooMany', { max: maxPerLookup }))
      input.current?.focus()
      return
    }
    setIssue(undefined)
    startLookup(tokens, tokens)
  }
  return (
    <div className="grid gap-4">
      <form
        noValidate
        className="grid gap-1"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          start()
        }}
      >
        <LinesBox
          ref={input}
          id={id}
          label={t('lookUpLabel')}
          help={t('lookUpHelp')}
          rows={4}
          issue={issue}
        />
        {phone && (
          <p>
            <TextLink {...contactsLink(source, { search: phone })}>
              {t('findByPhone', { phone })}
            </TextLink>
          </p>
        )}
        <div className="mt-1">
          <Button type="submit" look="primary" aria-disabled={lookup.state === 'running'}>
            {t('lookUp')}
          </Button>
        </div>
      </form>
      {lookup.state === 'idle' && (
        <>
          <Steps texts={[t('findSteps.paste'), t('findSteps.read'), t('findSteps.open')]} />
          <ChatsRecent source={source} pageSizes={capabilities.pageSizes} />
        </>
      )}
      <LookupState lookup={lookup} onStop={stop} onRetry={start} />
      {lookup.state === 'found' && (
        <ChatsLookupResults found={lookup.found} asked={lookup.about} source={source} />
      )}
    </div>
  )
}
