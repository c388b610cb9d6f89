import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRowsPerRequest } from '#contract/api/job-rows.ts'
import { jobWrites } from '#dashboard/domain/job-queries.ts'
import { useRowLimit } from '#dashboard/domain/session-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LinesBox } from '#dashboard/ui/lines-box.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { readLines, type ChatLine } from './chat-lines.ts'
import { checkLines, type JobLine } from './chat-verdicts.ts'
import { ChatsPreview } from './chats-preview.tsx'
import { LookupState } from './lookup-state.tsx'
import { useLookup } from './use-lookup.ts'

type Props = {
  source: string
  renderJob: (id: string, onUndo: (id: string) => void) => ReactNode
}

/** Pasted or uploaded lines, a preview of what each would do, and the job that does it. */
export function ChatsBulk({ source, renderJob }: Props) {
  const { t } = useTranslation('chats')
  const messageFor = useProblemMessages()
  const id = useId()
  const max = Math.min(useRowLimit(source) ?? maxRowsPerRequest, maxRowsPerRequest)
  const input = useRef<HTMLTextAreaElement>(null)
  const { lookup, startLookup, stop } = useLookup<ChatLine[]>(source)
  const [issue, setIssue] = useState<string>()
  const [job, setJob] = useState<string>()
  const start = useMutation({
    mutationFn: (rows: JobLine[]) =>
      jobWrites.start(source, {
        kind: 'chats',
        subject: { code: 'chats', count: rows.length },
        rows,
      }),
    onSuccess: (made) => {
      setJob(made.id)
      stop()
    },
  })

  const preview = () => {
    const lines = readLines(input.current?.value ?? '')
    if (lines.length === 0 || lines.length > max) {
      setIssue(lines.length === 0 ? t('issues.noLines') : t('issues.tooManyLines', { max }))
      input.current?.focus()
      return
    }
    setIssue(undefined)
    setJob(undefined)
    const valid = lines.flatMap((line) => (line.issue === undefined ? [line] : []))
    startLookup(
      {
        chats: valid.map(({ chat }) => chat),
        contacts: [...new Set(valid.map(({ contact }) => contact))],
      },
      lines,
    )
  }
  const read = async (file: File | undefined) => {
    if (!file || !input.current) return
    input.current.value = await file.text()
    preview()
  }
  return (
    <div className="grid gap-4">
      <form
        noValidate
        className="grid gap-1"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          preview()
        }}
      >
        <LinesBox
          ref={input}
          id={id}
          label={t('linesLabel')}
          help={t('linesHelp')}
          rows={6}
          placeholder="6cbab3d5-c4c1-46ff-b710-ad59ad10805f, 3102959"
          issue={issue}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button type="submit" look="primary" aria-disabled={lookup.state === 'running'}>
            {t('preview')}
          </Button>
          <label className="inline-flex h-control cursor-pointer items-center rounded border border-strong bg-surface px-3 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-sunken">
            {t('file')}
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              className="sr-only"
              onChange={(event) => {
                void read(event.target.files?.[0])
                event.target.value = '' // the same file can be selected again
              }}
            />
          </label>
        </div>
      </form>
      {lookup.state === 'idle' && job === undefined && (
        <Steps texts={[t('linkSteps.paste'), t('linkSteps.preview'), t('linkSteps.run')]} />
      )}
      <LookupState lookup={lookup} onStop={stop} onRetry={preview} />
      {start.error && <Note tone="warning">{messageFor(start.error).text}</Note>}
      {lookup.state === 'found' && (
        <ChatsPreview
          verdicts={checkLines(lookup.about, lookup.found)}
          source={source}
          isStarting={start.isPending}
          onStart={(rows) => start.mutate(rows)}
        />
      )}
      {job !== undefined && renderJob(job, setJob)}
    </div>
  )
}
