import type { UseMutationResult } from '@tanstack/react-query'
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
import { NumberInput } from '#dashboard/ui/number-input.tsx'
import type { LinkChange } from './contact-mutations.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'

type Props = {
  source: string
  contactId: number
  target: Link['target']
  adding: UseMutationResult<void, Error, LinkChange, unknown>
}

/**
 * Links one more entity to the contact, by its ID or URL. Its form closes at once, and opens again if
 * the link was not saved.
 */
export function LinkAdder(props: Props) {
  const { target, adding } = props
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [error, setError] = useState<string>()
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    flushSync(() => setIsOpen(false))
    opener.current?.focus()
  }
  const isElement = target === 'catalogElements'
  const add = () => {
    const link = readLink(target, text)
    if (!link) return setError(t(isElement ? 'links.notElement' : 'links.notNumber'))
    const amount = Number(quantity.replace(',', '.'))
    const counted = isElement && amount > 0 ? { ...link, quantity: amount } : link
    close()
    adding.mutate(
      { link: [counted] },
      {
        onError: (failure) => {
          setError(
            failure instanceof ApiError && failure.code === 'source_rejected'
              ? t('links.rejected')
              : messageFor(failure).text,
          )
          setIsOpen(true)
        },
      },
    )
  }
  if (isOpen)
    return (
      <Adder
        {...props}
        text={text}
        quantity={isElement ? quantity : undefined}
        error={error}
        onText={(next) => {
          setText(next)
          setError(undefined)
        }}
        onQuantity={setQuantity}
        onAdd={add}
        onClose={close}
      />
    )
  const open = () => {
    setText('')
    setQuantity('1')
    setError(undefined)
    setIsOpen(true)
  }
  return (
    <Button
      ref={opener}
      look="quiet"
      className="-ml-3"
      aria-disabled={adding.isPending}
      onClick={open}
    >
      <Plus aria-hidden className="size-4 text-quiet" />
      {t(`links.linkTo.${target}`)}
    </Button>
  )
}

type AdderProps = Props & {
  text: string
  /** Only for elements of lists. */
  quantity: string | undefined
  error: string | undefined
  onText: (text: string) => void
  onQuantity: (text: string) => void
  onAdd: () => void
  onClose: () => void
}

function Adder(props: AdderProps) {
  const { source, contactId, target, adding, text, quantity, error } = props
  const { onText, onQuantity, onAdd, onClose } = props
  const { t } = useTranslation('form')
  const id = useId()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onAdd()
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
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
          className={controlLook.line}
        />
        <div role="status" id={`${id}-error`}>
          {error && <FieldError text={error} />}
          {error && (
            <UnknownOutcomeLink source={source} contactId={contactId} error={adding.error} />
          )}
        </div>
      </FormField>
      {quantity !== undefined && (
        <label className="flex items-center gap-2">
          <span className="text-quiet">{t('links.quantity')}</span>
          <span className="w-20">
            <NumberInput text={quantity} onText={onQuantity} className={controlLook.line} />
          </span>
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
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
