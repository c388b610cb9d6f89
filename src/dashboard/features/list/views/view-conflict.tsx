import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '#contract/api/views.ts'
import type { Source } from '#contract/api/sources.ts'
import { withChange } from '#dashboard/domain/view-actions.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { useViewParts, viewParts } from './view-parts.ts'
import type { ViewConflictState, ViewSaving } from './view-saving.ts'

type Props = { source: Source; conflict: ViewConflictState; saving: ViewSaving }

/** Somebody else has changed or deleted the view: how it is now, what was wanted, and a choice. */
export function ViewConflict({ source, conflict, saving }: Props) {
  const { action, present } = conflict
  const { t, i18n } = useTranslation('tools', { keyPrefix: 'views' })
  const [isBusy, setIsBusy] = useState(false)
  const isDeleted = present.deletedAt !== null
  const mine = action.is === 'change' ? withChange(action.view, action.change) : action.view
  const act = async (run: () => Promise<unknown>) => {
    setIsBusy(true)
    await run()
    setIsBusy(false)
  }
  const saveMine = async () => {
    if (action.is !== 'change') return
    const seen = isDeleted
      ? await saving.run({ is: 'restore', view: present }, () => undefined)
      : present
    if (seen) await saving.change(seen, action.change, 'updated')
  }
  const saveAsNew = async () => {
    const view = {
      key: crypto.randomUUID(),
      name: mine.name,
      search: mine.search,
      ifTaken: 'number' as const,
    }
    await saving.run({ is: 'create', view }, ({ name }) => ({ is: 'saved', name }))
  }
  return (
    <Modal
      title={t(isDeleted ? 'conflict.titleDeleted' : 'conflict.title', { name: present.name })}
      closeLabel={t('conflict.close')}
      onClose={saving.closeConflict}
    >
      <p className="text-quiet">
        {t('conflict.by', {
          name: present.changedBy,
          time: formatMoment(present.changedAt, i18n.language),
        })}
      </p>
      {action.is === 'change' && <Differences source={source} present={present} mine={mine} />}
      {saving.message?.is === 'failed' && (
        <p role="alert" className="mt-3 text-danger">
          {saving.textOf(saving.message)}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button data-autofocus aria-disabled={isBusy} onClick={saving.closeConflict}>
          {t(isDeleted ? 'conflict.keepDeleted' : 'conflict.keep')}
        </Button>
        {action.is === 'change' && (
          <Button aria-disabled={isBusy} onClick={() => void act(saveAsNew)}>
            {t('conflict.saveAsNew')}
          </Button>
        )}
        {action.is === 'change' && present.mayEdit && (
          <Button look="primary" aria-disabled={isBusy} onClick={() => void act(saveMine)}>
            {t(isDeleted ? 'conflict.restoreMine' : 'conflict.useMine')}
          </Button>
        )}
        {action.is === 'remove' && present.mayEdit && (
          <Button
            look="primary"
            aria-disabled={isBusy}
            onClick={() => void act(() => saving.remove(present))}
          >
            {t('conflict.delete')}
          </Button>
        )}
      </div>
    </Modal>
  )
}

type DifferencesProps = { source: Source; present: SavedView; mine: SavedView }

/** Only what differs, as it is now and as it was wanted. */
function Differences({ source, present, mine }: DifferencesProps) {
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const nowParts = useViewParts(source, present.search)
  const mineParts = useViewParts(source, mine.search)
  const accessOf = ({ isShared }: SavedView) =>
    t(`conflict.access.${isShared ? 'shared' : 'private'}`)
  const rows = [
    { part: 'name' as const, now: present.name, own: mine.name },
    { part: 'access' as const, now: accessOf(present), own: accessOf(mine) },
    ...viewParts.map((part) => ({ part, now: nowParts[part], own: mineParts[part] })),
  ].filter(({ now, own }) => now !== own)
  if (rows.length === 0) return <p className="mt-3">{t('conflict.asNow')}</p>
  return (
    <table className="mt-3 w-full table-fixed border-collapse text-start align-top">
      <thead className="text-meta text-quiet">
        <tr className="border-b border-line">
          <th scope="col" className="w-32 py-1.5 text-start font-normal max-sm:w-24">
            {t('conflict.part')}
          </th>
          <th scope="col" className="py-1.5 pl-3 text-start font-normal">
            {t('conflict.now')}
          </th>
          <th scope="col" className="py-1.5 pl-3 text-start font-normal">
            {t('conflict.mine')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, now, own }) => (
          <tr key={part} className="border-b border-line align-top">
            <th scope="row" className="py-1.5 text-start font-normal text-quiet">
              {t(`conflict.parts.${part}`)}
            </th>
            {[now, own].map((text, index) => (
              <td
                key={index === 0 ? 'now' : 'own'}
                className="py-1.5 pl-3 wrap-anywhere whitespace-pre-line"
              >
                {text || <span className="text-quiet">{t('conflict.none')}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
