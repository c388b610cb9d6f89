import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isOverLimit } from '#dashboard/domain/job-limits.ts'
import { jobWrites } from '#dashboard/domain/job-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { Note } from '#dashboard/ui/note.tsx'
import type { MatchingProps } from './bot-contacts-matching.tsx'

type Props = Pick<MatchingProps, 'source' | 'renderJob' | 'onStarted'> & {
  ids: () => number[] | undefined
}

/** Sets one status of the external system for all given ids; it cannot be read back. */
export function BotContactsStatus({ source, renderJob, onStarted, ids }: Props) {
  const { t } = useTranslation('bot-contacts')
  const messageFor = useProblemMessages()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [job, setJob] = useState<string>()
  const [issue, setIssue] = useState<string>()
  const limit = useRowLimit(source.id)
  const start = useMutation({
    mutationFn: (order: { ids: number[]; status: string }) =>
      jobWrites.start(source.id, {
        kind: 'status',
        subject: { code: 'status', status: order.status },
        ...order,
      }),
    onSuccess: (made) => {
      setJob(made.id)
      onStarted?.()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const status = input.current?.value.trim() ?? ''
    if (status === '') {
      setIssue(t('issues.status'))
      input.current?.focus()
      return
    }
    setIssue(undefined)
    const asked = ids()
    if (asked && isOverLimit(asked.length, limit)) setIssue(t('overLimit', { count: limit ?? 0 }))
    else if (asked && asked.length > 0 && !start.isPending) start.mutate({ ids: asked, status })
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-1">
      <label htmlFor={id} className="text-meta font-medium text-quiet">
        {t('status')}
      </label>
      <p id={`${id}-help`} className="text-meta text-quiet">
        {t('statusHelp')}
      </p>
      <div className="flex max-w-140 gap-2 max-sm:flex-wrap">
        <input
          ref={input}
          id={id}
          maxLength={source.capabilities.status?.maxLength}
          aria-invalid={issue !== undefined}
          aria-describedby={`${id}-help ${id}-fault`}
          className={controlLook.line}
        />
        <Button type="submit" aria-disabled={start.isPending}>
          {t('setStatus')}
        </Button>
      </div>
      <p id={`${id}-fault`} role="alert" className="text-meta text-danger empty:hidden">
        {issue}
      </p>
      {start.error && <Note tone="warning">{messageFor(start.error).text}</Note>}
      {job !== undefined && renderJob(source.id, job, setJob)}
    </form>
  )
}
