import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#contract/api/keys.ts'
import type { Session } from '#contract/api/session.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { CopyLine } from '#dashboard/ui/copy-line.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { accountQueries, accountWrites } from './account-queries.ts'
import { NewKeyDialog } from './new-key-dialog.tsx'

/** Keys for programs: made, shown once, revoked. */
export function OwnKeys({ session }: { session: Session }) {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const keys = useQuery(accountQueries.keys())
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<{ label: string; key: string }>()
  const [asked, setAsked] = useState<ApiKey>()
  const revoke = useMutation({
    mutationFn: accountWrites.revokeKey,
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <Card title={t('keys.title')}>
      <div className="grid gap-3 px-4 py-3">
        <p className="text-quiet">{t('keys.text')}</p>
        {keys.isError ? (
          <Note
            tone="warning"
            action={common.t('problem.tryAgain')}
            onAction={() => void keys.refetch()}
          >
            {messageFor(keys.error).text}
          </Note>
        ) : keys.data?.items.length === 0 ? (
          <p>{t('keys.none')}</p>
        ) : (
          <ul className="grid divide-y divide-line">
            {keys.data?.items.map((key) => (
              <KeyLine key={key.id} apiKey={key} onRevoke={() => setAsked(key)} />
            ))}
          </ul>
        )}
        {revoke.error && <Note tone="warning">{messageFor(revoke.error).text}</Note>}
        <div>
          <Button onClick={() => setIsMaking(true)}>{t('keys.make')}</Button>
        </div>
      </div>
      {isMaking && (
        <NewKeyDialog
          session={session}
          onClose={() => setIsMaking(false)}
          onMade={(key) => {
            setIsMaking(false)
            setMade(key)
            void client.invalidateQueries({ queryKey: ['keys'] })
          }}
        />
      )}
      {made && (
        <Modal
          title={t('keys.madeTitle', { label: made.label })}
          closeLabel={t('keys.done')}
          onClose={() => setMade(undefined)}
        >
          <div className="grid gap-3">
            <p>{t('keys.madeText')}</p>
            <CopyLine
              label={t('keys.title')}
              text={made.key}
              copyLabel={t('keys.copy')}
              copied={t('keys.copied')}
              failed={t('keys.copyFailed')}
            />
            <div className="flex justify-end">
              <Button onClick={() => setMade(undefined)}>{t('keys.done')}</Button>
            </div>
          </div>
        </Modal>
      )}
      {asked && (
        <Dialog
          title={t('keys.revokeTitle', { label: asked.label })}
          text={t('keys.revokeText')}
          onCancel={() => setAsked(undefined)}
        >
          <Button onClick={() => setAsked(undefined)}>{t('keys.keep')}</Button>
          <Button
            look="primary"
            onClick={() => {
              setAsked(undefined)
              revoke.mutate(asked.id)
            }}
          >
            {t('keys.revoke')}
          </Button>
        </Dialog>
      )}
    </Card>
  )
}

function KeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t, i18n } = useTranslation('people')
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const { label, ending, role, lastUsedAt, expiresAt } = apiKey
  const when = (iso: string) => formatMoment(iso, i18n.language)
  const titleOf = (id: string) => sources.find((source) => source.id === id)?.title ?? id
  const facts = [
    t(`roles.${role}`),
    apiKey.sources?.map(titleOf).join(', ') ?? t('keys.allSources'),
    lastUsedAt ? t('keys.lastUsed', { when: when(lastUsedAt) }) : t('keys.neverUsed'),
    expiresAt && t('keys.until', { when: when(expiresAt) }),
  ]
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 first:pt-0">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">
          {label}{' '}
          <span translate="no" className="font-mono text-meta font-normal text-quiet">
            {t('keys.ending', { ending })}
          </span>
        </p>
        <p className="text-meta text-quiet wrap-anywhere">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Button look="quiet" aria-label={`${t('keys.revoke')}: ${label}`} onClick={onRevoke}>
        {t('keys.revoke')}
      </Button>
    </li>
  )
}
