import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatContact } from '#contract/api/chats.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { historyKey } from '#dashboard/domain/contacts-invalidation.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { Note } from '#dashboard/ui/note.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { useChatFailure } from './chat-failure.ts'
import { MoveQuestion } from './chat-move-question.tsx'
import { chatQueries, holderOf, linkChat } from './chat-queries.ts'
import { uuidLook } from './chat-tokens.ts'
import type { ContactChatsProps } from './contact-chats-card.tsx'

type Asked = { chat: string; holder: ChatContact }
type Done = { chat: string; from: number | null; name: string | null }
type Step =
  | { is: 'open'; issue?: string }
  /** The chat belongs to another contact: moving it has to be confirmed. */
  | ({ is: 'asking' } & Asked)
  | ({ is: 'moved' | 'movedBack' } & Done)
  | { is: 'already' }

/** Links a chat by its UUID; moving one from another contact has to be confirmed. */
export function ChatLinker({ source, contact }: Pick<ContactChatsProps, 'source' | 'contact'>) {
  const { t } = useTranslation(['chats', 'translation'])
  const messageFor = useProblemMessages()
  const failure = useChatFailure()
  const client = useQueryClient()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [step, setStep] = useState<Step>({ is: 'open' })
  // Affects both contacts, and every list that shows them. The result is shown together with them, so
  // that its button does not move when the list above it grows.
  const reread = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: chatQueries.all(source) }),
      client.invalidateQueries({ queryKey: historyKey(source) }),
    ])
  const nameOf = (who: { id: number; name: string | null }) =>
    who.name || t('contactId', { id: who.id })

  const find = useMutation({
    mutationFn: (chat: string) => holderOf(source, chat),
    onSuccess: (holder, chat) => {
      if (!holder) link.mutate({ chat, from: null })
      else if (holder.id === contact.id) setStep({ is: 'already' })
      else setStep({ is: 'asking', chat, holder })
    },
  })
  const link = useMutation({
    mutationFn: ({ chat, from }: { chat: string; from: ChatContact | null }) =>
      linkChat(source, { chat, contact: contact.id, from: from?.id ?? null }),
    onSuccess: async (result, { chat, from }) => {
      await reread()
      switch (result.status) {
        case 'linked':
          setStep({ is: 'moved', chat, from: result.from, name: from?.name ?? null })
          if (input.current) input.current.value = ''
          return
        case 'unchanged':
          return setStep({ is: 'already' })
        case 'conflict':
          return setStep(
            result.now
              ? { is: 'asking', chat, holder: result.now }
              : { is: 'open', issue: t('noLongerLinked') },
          )
        case 'rejected':
        case 'skipped':
          return setStep({ is: 'open', issue: t('rules.rejected') })
      }
    },
    onError: reread,
  })
  const back = useMutation({
    mutationFn: ({ chat, from }: { chat: string; from: number; name: string | null }) =>
      linkChat(source, { chat, contact: from, from: contact.id }),
    onSuccess: async (result, { chat, from, name }) => {
      await reread()
      setStep(
        result.status === 'linked'
          ? { is: 'movedBack', chat, from, name }
          : { is: 'open', issue: t('movedByOthers') },
      )
    },
    onError: reread,
  })

  const isBusy = find.isPending || link.isPending || back.isPending
  const problem = find.error ?? link.error ?? back.error
  /** Whose chats show whether the last write took effect. */
  const holder = back.error ? back.variables.from : contact.id
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chat = input.current?.value.trim().toLowerCase() ?? ''
    if (isBusy) return
    if (!uuidLook.test(chat)) {
      setStep({ is: 'open', issue: t('issues.chat') })
      input.current?.focus()
      return
    }
    find.reset()
    link.reset()
    back.reset()
    find.mutate(chat)
  }
  const issue = step.is === 'open' ? step.issue : undefined
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      <form onSubmit={submit} className="grid gap-1" noValidate>
        <label htmlFor={id} className="text-meta font-medium text-quiet">
          {t('linkAnother')}
        </label>
        <p id={`${id}-help`} className="text-meta text-quiet">
          {t('rules.oneContact')}
        </p>
        <div className="flex gap-2 max-sm:flex-wrap">
          <input
            ref={input}
            id={id}
            autoComplete="off"
            spellCheck={false}
            placeholder="6cbab3d5-c4c1-46ff-b710-ad59ad10805f"
            aria-invalid={issue !== undefined}
            aria-describedby={`${id}-help ${id}-fault`}
            className={`${controlLook.line} tabular-nums`}
          />
          <Button type="submit" aria-disabled={isBusy}>
            {t('link')}
          </Button>
        </div>
        <p id={`${id}-fault`} role="alert" className="text-meta text-danger empty:hidden">
          {issue}
        </p>
      </form>
      {problem && (
        <Note tone="warning">
          {failure(problem) ?? messageFor(problem).text}
          {problem instanceof ApiError && problem.code === 'source_outcome_unknown' && (
            <span className="block">
              <TextLink {...contactLink(source, holder)} target="_blank" rel="noreferrer">
                {t('contactId', { id: holder })}
                <span className="sr-only"> {t('translation:app.newWindow')}</span>
              </TextLink>
            </span>
          )}
        </Note>
      )}
      {step.is === 'asking' && (
        <MoveQuestion
          text={t('belongsTo', { name: nameOf(step.holder) })}
          holder={step.holder}
          holderLink={
            <TextLink {...contactLink(source, step.holder.id)}>{nameOf(step.holder)}</TextLink>
          }
          move={t('moveTo', { name: nameOf(contact) })}
          leave={t('keepWith', { name: nameOf(step.holder) })}
          isBusy={isBusy}
          onMove={() => link.mutate({ chat: step.chat, from: step.holder })}
          onLeave={() => {
            setStep({ is: 'open' })
            input.current?.focus()
          }}
        />
      )}
      <div role="status" className="flex flex-wrap items-center gap-x-2 empty:hidden">
        {step.is === 'already' && t('alreadyHere')}
        {step.is === 'moved' && step.from === null && t('linkedFirst')}
        {step.is === 'moved' && step.from !== null && (
          <>
            <span>{t('movedFrom', { name: nameOf({ id: step.from, name: step.name }) })}</span>
            <Button
              aria-disabled={isBusy}
              onClick={() => step.from !== null && back.mutate({ ...step, from: step.from })}
            >
              {t('moveBack')}
            </Button>
          </>
        )}
        {step.is === 'movedBack' &&
          t('movedBackTo', { name: nameOf({ id: step.from ?? 0, name: step.name }) })}
      </div>
    </div>
  )
}
