import { useTranslation } from 'react-i18next'
import type { UndoPreview } from '#contract/api/job-undo.ts'
import { useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { rowGrid } from './job-rows-table.tsx'
import { useValueLabels } from '#dashboard/domain/job-values.ts'

type Props = {
  preview: UndoPreview
  source: string
  /** The tag for created contacts; undefined: none. */
  tag: string | undefined
}

/** Row by row what an undo would write now. */
export function JobUndoPreview({ preview, source, tag }: Props) {
  const { t, i18n } = useTranslation(['jobs', 'form'])
  const labels = useValueLabels(source, preview.contacts)
  const messageFor = useIssueMessages()
  return (
    <div role="table" aria-label={t('undo.rows')} className="rounded border border-line text-table">
      {preview.items.map((row) => {
        const action = row.would === 'tag' && tag === undefined ? 'keep' : row.would
        return (
          <div
            key={row.line}
            role="row"
            className={`${rowGrid} border-b border-line px-4 py-2 last:border-0`}
          >
            <span role="cell" className="text-quiet tabular-nums max-sm:float-end">
              {row.line.toLocaleString(i18n.language)}
            </span>
            <span
              role="cell"
              translate={row.name ? 'no' : undefined}
              className="row-name max-sm:block"
            >
              <TextLink {...contactLink(source, row.contactId)}>
                {row.name || t('contactId', { id: row.contactId })}
              </TextLink>
            </span>
            <span
              role="cell"
              className={`max-sm:block ${action === 'changedSince' || action === 'cannot' ? 'text-warning' : 'text-quiet'}`}
            >
              {t(`undo.would.${action}`)}
            </span>
            <div role="cell" className="min-w-0 wrap-anywhere">
              {row.attributes.map(({ attribute, now, restored }) => (
                <p key={attribute}>
                  <span className="font-medium">{labels.attribute(attribute)}: </span>
                  <span className="text-quiet">{t('undo.now')} </span>
                  <span translate="no">{labels.value(now)}</span>
                  <span className="text-quiet">
                    {' → '}
                    {t(row.would === 'changedSince' ? 'undo.wouldBe' : 'undo.restored')}{' '}
                  </span>
                  <span translate="no">{labels.value(restored)}</span>
                </p>
              ))}
              {row.issues.map((issue, index) => (
                <p key={index}>{messageFor(issue).text}</p>
              ))}
            </div>
          </div>
        )
      })}
    </div>
  )
}
