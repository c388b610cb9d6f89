import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { RenderContact } from '#dashboard/domain/render-contact.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LinesBox } from '#dashboard/ui/lines-box.tsx'
import { readTokens, type Tokens } from './chat-tokens.ts'
import { ChatsFound } from './chats-lookup-results.tsx'
import { LookingState } from './lookup-state.tsx'
import { useLooking } from './use-lookup.ts'

type Props = { source: string; renderContact: RenderContact }

const mostAtOnce = 5000 // some 40 requests to the source, six seconds of its budget

/** Pasted chats and contacts, in any mixture and with any separators, looked up at once. */
export function ChatsLookUp({ source, renderContact }: Props) {
  const { t } = useTranslation('chats')
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const { looking, look, stop } = useLooking<Tokens>(source)
  const [fault, setFault] = useState<string>()

  const begin = () => {
    const tokens = readTokens(input.current?.value ?? '')
    const count = tokens.chats.length + tokens.contacts.length
    if (count === 0 || count > mostAtOnce) {
      setFault(count === 0 ? t('issues.nothing') : t('issues.tooMany', { most: mostAtOnce }))
      input.current?.focus()
      return
    }
    setFault(undefined)
    look(tokens, tokens)
  }
  return (
    <div className="grid gap-4">
      <form
        noValidate
        className="grid gap-1"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          begin()
        }}
      >
        <LinesBox
          ref={input}
          id={id}
          label={t('lookUpLabel')}
          help={t('lookUpHelp')}
          rows={4}
          fault={fault}
        />
        <div className="mt-1">
          <Button type="submit" look="primary" aria-disabled={looking.state === 'running'}>
            {t('lookUp')}
          </Button>
        </div>
      </form>
      <LookingState looking={looking} onStop={stop} onRetry={begin} />
      {looking.state === 'found' && (
        <ChatsFound found={looking.found} asked={looking.about} renderContact={renderContact} />
      )}
    </div>
  )
}
