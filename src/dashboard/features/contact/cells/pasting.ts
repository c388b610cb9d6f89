import { useState } from 'react'
import { job, type Job, type JobSubject } from '#contract/api/jobs.ts'
import { editSubject } from '#dashboard/domain/job-subject.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { FormContext } from '#dashboard/features/contact/form/contact-form-values.ts'
import { isIdenticalValue } from '#contract/model/value-kinds.ts'
import { send } from '#dashboard/lib/api-client.ts'
import type { CellSaving } from './cell-saving.ts'
import { editsOf, toWork, type PastedValue, type PastePlan } from './paste-plan.ts'

/** More values are pasted as a job, after a preview. */
const maxUnseen = 20

/** Idempotency keys: with and without what looks wrong, other rows are ordered. */
type Asked = { plan: PastePlan; keys: { all: string; sound: string } }

/**
 * Writes what is pasted into cells: a few values as if they were typed, more of them, or a block that
 * does not fit as it is, after a preview, as a job with results and undo of its own.
 */
export function usePasting(
  context: FormContext,
  saving: CellSaving,
  /** Follows the job. */
  onStarted: (job: Job) => void,
) {
  const messageFor = useProblemMessages()
  const source = context.source.id
  const [asked, setAsked] = useState<Asked>()
  const [problem, setProblem] = useState<string>()
  const [isSending, setIsSending] = useState(false)
  async function write({ plan, keys }: Asked, isAllWritten: boolean) {
    const values = plan.values.filter(({ warnings }) => isAllWritten || warnings.length === 0)
    if (isSending || values.length === 0) return
    setIsSending(true)
    setProblem(undefined)
    try {
      const started = await send(job, 'POST', `/api/sources/${source}/jobs`, {
        key: isAllWritten ? keys.all : keys.sound,
        kind: 'edit',
        subject: subjectOf(values),
        rows: editsOf(values, context),
      })
      setAsked(undefined)
      onStarted(started)
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
        setAsked({ plan, keys: { all: crypto.randomUUID(), sound: crypto.randomUUID() } })
        return
      }
      for (const item of values) saving.save(item.contact, toWork(item, context), context)
      saving.flush()
    },
    write: (isAllWritten: boolean) => asked && void write(asked, isAllWritten),
    close: () => setAsked(undefined),
  }
}

/** The title names a value that all of its cells get. */
function subjectOf(values: readonly PastedValue[]): JobSubject {
  const columns = Map.groupBy(values, ({ attribute }) => attribute.key)
  const ordered = [...columns].flatMap(([key, [first, ...others]]) => {
    if (!first) return []
    const { attribute, value } = first
    const isShared = others.every((other) => isIdenticalValue(other.value, value))
    const operation = value === null ? ('clear' as const) : ('set' as const)
    return [{ key, name: attribute.label ?? key, ...(isShared && { operation, value }) }]
  })
  return editSubject(ordered, values.filter(({ warnings }) => warnings.length > 0).length)
}
