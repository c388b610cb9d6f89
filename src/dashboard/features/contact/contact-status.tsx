import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'
import { contactMutations } from './contact-mutations.ts'
import { UnknownOutcomeLink } from './unknown-outcome-link.tsx'

type Props = { source: string; contactId: number; maxLength: number }

const id = 'outer-status'

/** A status that can be set but not read: only the last one set here can be shown. */
export function ContactStatus({ source, contactId, maxLength }: Props) {
  const { t } = useTranslation('form')
  const messageFor = useProblemMessages()
  const [status, setStatus] = useState('')
  const change = useMutation(contactMutations.status(source, contactId))
  const left = maxLength - Array.from(status).length
  const error =
    left < 0 ? t('issues.too_long') : change.isError ? messageFor(change.error).text : undefined
  return (
    <Card title={t('status.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (status.trim() !== '' && left >= 0 && !change.isPending) change.mutate(status.trim())
        }}
        className="grid gap-2 px-4 py-3"
      >
        <FormField
          id={id}
          label={t('status.label')}
          mark={t('status.left', { count: left })}
          help={t('status.help', { count: maxLength })}
          errors={error ? [error] : []}
        >
          <input
            id={id}
            type="text"
            autoComplete="off"
            value={status}
            aria-invalid={Boolean(error) || undefined}
            aria-describedby={describedBy(id, { help: true, error: Boolean(error) })}
            onChange={(event) => {
              change.reset()
              setStatus(event.target.value)
            }}
            className={controlLook.line}
          />
        </FormField>
        <UnknownOutcomeLink source={source} contactId={contactId} error={change.error} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            aria-disabled={status.trim() === '' || left < 0 || change.isPending}
          >
            {t('status.set')}
          </Button>
          <span role="status" className="min-w-0 text-quiet wrap-anywhere">
            {change.isSuccess && t('status.done', { status: change.variables })}
          </span>
        </div>
      </form>
    </Card>
  )
}
