import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Link } from '#contract/api/writes.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FieldError, FormField } from '#dashboard/ui/form-field.tsx'
import { contactMutations } from './contact-mutations.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'

type Props = { source: string; contactId: number; target: Link['target'] }

/** Links one more entity to the contact, by its ID or URL. */
export function LinkAdder({ source, contactId, target }: Props) {
  const { t } = useTranslation('form')
  const [isOpen, setIsOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    flushSync(() => setIsOpen(false))
    opener.current?.focus()
  }
  if (isOpen) return <Adder source={source} contactId={contactId} target={target} onClose={close} />
  return (
    <Button ref={opener} look="quiet" className="-ml-3" onClick={() => setIsOpen(true)}>
      <Plus aria-hidden className="size-4 text-quiet" />
      {t(`links.linkTo.${target}`)}
    </Button>
  )
}

function Adder({ source, contactId, target, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const id = useId()
  const [text, setText] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [error, setError] = useState<string>()
  const change = useMutation(contactMutations.links(source, contactId))
  const isElement = target === 'catalogElements'
  const add = () => {
    const link = readLink(target, text)
    if (!link) return setError(t(isElement ? 'links.notElement' : 'links.notNumber'))
    const amount = Number(quantity.replace(',', '.'))
    const counted = isElement && amount > 0 ? { ...link, quantity: amount } : link
    change.mutate(
      { link: [counted] },
      {
        onSuccess: onClose,
        onError: (failure) =>
          setError(
            failure instanceof ApiError && failure.code === 'source_rejected'
              ? t('links.rejected')
              : messageFor(failure).text,
          ),
      },
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!change.isPending) add()
      }}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2"
    >
      <FormField id={id} label={t(`links.linkTo.${target}`)} help={t(`links.help.${target}`)}>
        <input
          ref={takeFocus}
          id={id}
          type="text"
          autoComplete="off"
          value={text}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={describedBy(id, { help: true, error: Boolean(error) })}
          onChange={(event) => {
            setText(event.target.value)
            setError(undefined)
          }}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
          className={controlLook.line}
        />
        <div role="status" id={`${id}-error`}>
          {error && <FieldError text={error} />}
          {error && (
            <UnknownOutcomeLink source={source} contactId={contactId} error={change.error} />
          )}
        </div>
      </FormField>
      {isElement && (
        <label className="flex items-center gap-2">
          <span className="text-quiet">{t('links.quantity')}</span>
          <span className="w-20">
            <input
              type="text"
              inputMode="decimal"
              value={quantity}
              onChange={(event) => setQuantity(event.target.value)}
              className={`${controlLook.line} tabular-nums`}
            />
          </span>
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" aria-disabled={change.isPending}>
          {t('links.link')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

/** The user has just requested this input. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus()

/**
 * Parses the typed or pasted ID of an entity, or the URL of its page (`…/leads/detail/301`). An
 * element of a list requires the list's ID as well: `8/71`, or `…/catalogs/8/detail/71`.
 */
export function readLink(target: Link['target'], text: string): Link | undefined {
  const bare = text.trim()
  if (target === 'catalogElements') {
    const [, catalog, id] =
      /^(?:.*?\/catalogs\/)?(\d{1,15})\/(?:detail\/)?(\d{1,15})\/?$/.exec(bare) ?? []
    return catalog && id ? { target, id: Number(id), catalog: Number(catalog) } : undefined
  }
  const [, id] = /^(?:#|https?:\/\/\S+\/)?(\d{1,15})\/?$/.exec(bare) ?? []
  return id && Number(id) > 0 ? { target, id: Number(id) } : undefined
}
