import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { job, type Job } from '#contract/api/jobs.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { isEnded } from '#dashboard/domain/job-facts.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { followJob } from '#dashboard/domain/job-stream.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { FormContext } from '#dashboard/features/contact/form/contact-form-values.ts'
import { send } from '#dashboard/lib/api-client.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import type { CellSaving } from './cell-saving.ts'
import { editsOf, toWork, type PastePlan } from './paste-plan.ts'

/** More values are pasted as a job, after a preview. */
const maxUnseen = 20

type Asked = { plan: PastePlan; key: string }

/**
 * Writes what is pasted into cells: a few values as if they were typed, more of them, or a block that
 * does not fit as it is, after a preview, as a job with results and undo of its own.
 */
export function usePasting(
  context: FormContext,
  saving: CellSaving,
  onOpenJob: (id: string) => void,
) {
  const { t } = useTranslation('form')
  const client = useQueryClient()
  const messageFor = useProblemMessages()
  const source = context.source.id
  const [asked, setAsked] = useState<Asked>()
  const [problem, setProblem] = useState<string>()
  const [isSending, setIsSending] = useState(false)
  const followed = useRef(new AbortController())
  useEffect(() => {
    const control = new AbortController()
    followed.current = control
    return () => control.abort()
  }, [])

  const report = ({ id, counts }: Job) => {
    const text = t('cells.pasted', { count: counts.changed })
    const isWhole = counts.changed + counts.unchanged === sum(Object.values(counts))
    showMessage({
      id: `pasted-${id}`,
      text: isWhole ? text : t('cells.pastedPartly', { text }),
      action: { text: t('cells.openJob'), run: () => onOpenJob(id) },
    })
  }
  const follow = (id: string) =>
    followJob({
      source,
      id,
      signal: followed.current.signal,
      seen: undefined,
      onLine: () => {},
      onJob: (news) => {
        client.setQueryData(jobQueries.one(source, id).queryKey, news)
        if (!isEnded(news)) return
        void invalidateContacts(client, source)
        report(news)
      },
    })

  async function write({ plan, key }: Asked, isAllWritten: boolean) {
    const values = plan.values.filter(({ warnings }) => isAllWritten || warnings.length === 0)
    if (isSending || values.length === 0) return
    setIsSending(true)
    setProblem(undefined)
    try {
      const attributes = [...new Set(values.map(({ attribute }) => attribute))].map(
        (attribute) => ({ key: attribute.key, name: attribute.label ?? attribute.key }),
      )
      const started = await send(job, 'POST', `/api/sources/${source}/jobs`, {
        key,
        kind: 'edit',
        subject: { code: 'edit', attributes },
        rows: editsOf(values, context),
      })
      setAsked(undefined)
      showMessage({
        id: `pasted-${started.id}`,
        text: t('cells.pasting', { count: started.total }),
        action: { text: t('cells.openJob'), run: () => onOpenJob(started.id) },
      })
      void client.invalidateQueries({ queryKey: jobQueries.lists(source) })
      // The page of the job tells what became of it, too.
      follow(started.id).catch(() => undefined)
    } catch (error) {
      setProblem(messageFor(error).text)
    } finally {
      setIsSending(false)
    }
  }

  return {
    plan: asked?.plan,
    problem,
    isSending,
    paste(plan: PastePlan) {
      const { values, problems, beyond } = plan
      const isFitting = beyond.rows === 0 && beyond.columns === 0
      const isSound = values.every(({ warnings }) => warnings.length === 0)
      const isClear = problems.length === 0 && isFitting && isSound
      if (!isClear || values.length > maxUnseen) {
        setProblem(undefined)
        setAsked({ plan, key: crypto.randomUUID() })
        return
      }
      for (const item of values) saving.save(item.contact, toWork(item, context), context)
      saving.flush()
    },
    write: (isAllWritten: boolean) => asked && void write(asked, isAllWritten),
    close: () => setAsked(undefined),
  }
}

const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
